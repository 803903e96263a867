// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is made when somebody first asks for it, once.
final class Lazy<T> implements Supplier<T> {
    private @Nullable Supplier<T> maker;
    private @Nullable T value;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (maker != null) {
            value = maker.get();
            maker = null;
        }
        if (value == null) {
            throw new IllegalStateException("made nothing");
        }
        return value;
    }
}
