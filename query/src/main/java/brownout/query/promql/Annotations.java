// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.syntax.Pos;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Warnings and infos met while evaluating one query, each once, with line and column.
final class Annotations {
    private static final int MOST = 10;

    private final String text;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> infos = new LinkedHashSet<>();

    Annotations(String text) {
        this.text = text;
    }

    void warn(String message, Pos pos) {
        warnings.add("PromQL warning: " + message + located(pos));
    }

    void info(String message, Pos pos) {
        infos.add("PromQL info: " + message + located(pos));
    }

    private String located(Pos pos) {
        return " (" + pos.line(text) + ":" + pos.column(text) + ")";
    }

    List<String> warnings() {
        return first(warnings, "warning");
    }

    List<String> infos() {
        return first(infos, "info");
    }

    private static List<String> first(Set<String> all, String kind) {
        var list = new ArrayList<>(all);
        if (list.size() <= MOST) {
            return list;
        }
        var shortened = new ArrayList<>(list.subList(0, MOST));
        shortened.add((list.size() - MOST) + " more " + kind + " annotations omitted");
        return shortened;
    }

    /// `message for metric name "…"`, as far as the name is known.
    static String named(String message, String metric) {
        return metric.isEmpty() ? message : message + " for metric name \"" + metric + "\"";
    }
}
