// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import java.util.List;

/// Something that is measured as a whole, in a JVM of its own with a heap of `heapMegabytes`.
interface Measure {
    String name();

    int heapMegabytes();

    /// Further options of that JVM.
    default List<String> options() {
        return List.of();
    }

    List<Figure> run(Settings settings);
}
