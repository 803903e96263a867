// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import java.util.List;

/// Something that is measured as a whole, in a JVM of its own with a heap of `heapMegabytes`.
interface Measure {
    String name();

    int heapMegabytes();

    List<Figure> run(Settings settings);
}
