// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import java.util.function.BiConsumer;

/// One row of the rubric: a name, its points of 100, and how they are earned.
record Criterion(String name, double max, BiConsumer<Case, Points> judge) {
    Part part(Case run) {
        var points = new Points(name, max);
        judge.accept(run, points);
        return points.part();
    }
}
