// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import java.util.List;

/// One criterion's result. `points` is the sum of the reasons' points, in `[0, max]`, in tenths.
public record Part(String name, double points, double max, List<Reason> reasons) {
    public Part {
        reasons = List.copyOf(reasons);
    }
}
