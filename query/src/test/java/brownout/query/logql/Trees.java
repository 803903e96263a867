// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.syntax.Pos;
import java.util.List;
import java.util.Optional;

/// Compares syntax trees made of records without regard to where their parts stand in the text.
public final class Trees {
    private Trees() {}

    public static boolean same(Object a, Object b) {
        if (a instanceof Pos || a.equals(b)) {
            return true;
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            return sameElements(left, right);
        }
        if (a instanceof Optional<?> left && b instanceof Optional<?> right) {
            return sameElements(left.stream().toList(), right.stream().toList());
        }
        return a.getClass() == b.getClass() && a.getClass().isRecord() && sameParts(a, b);
    }

    private static boolean sameElements(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameParts(Object a, Object b) {
        for (var component : a.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                if (!same(accessor.invoke(a), accessor.invoke(b))) {
                    return false;
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("no access to " + component, e);
            }
        }
        return true;
    }
}
