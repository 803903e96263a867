// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Collects the reasons of one part in exact points and rounds them to tenths so that they still sum
/// to the part.
final class Points {
    private final String name;
    private final double max;
    private final List<Reason> reasons = new ArrayList<>();
    private double sum;

    /// `max` is a whole number of tenths.
    Points(String name, double max) {
        this.name = name;
        this.max = max;
    }

    double max() {
        return max;
    }

    Points add(double points, String sentence, Link link) {
        reasons.add(new Reason(sentence, link, points));
        sum += points;
        return this;
    }

    /// Multiplies what there is by `factor`, as a deduction; nothing for 1 or where there is nothing.
    Points times(double factor, String sentence, Link link) {
        return factor == 1 || sum == 0 ? this : add(sum * factor - sum, sentence, link);
    }

    Part part() {
        long target = Math.min(Math.round(max * 10), Math.max(0, Math.round(sum * 10)));
        var tenths = new long[reasons.size()];
        long given = 0;
        for (int i = 0; i < tenths.length; i++) {
            tenths[i] = (long) Math.floor(reasons.get(i).points() * 10);
            given += tenths[i];
        }
        long missing = target - given;
        // floors are below the sum by less than one tenth each, so one tenth more for some is
        // enough
        for (int i : byFraction().subList(0, Math.clamp(missing, 0, tenths.length))) {
            tenths[i]++;
        }
        var rounded = new ArrayList<Reason>();
        for (int i = 0; i < tenths.length; i++) {
            var reason = reasons.get(i);
            rounded.add(new Reason(reason.sentence(), reason.link(), tenths[i] / 10.0));
        }
        return new Part(name, target / 10.0, max, rounded);
    }

    private List<Integer> byFraction() {
        return IntStream.range(0, reasons.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -fraction(reasons.get(i).points() * 10)))
                .toList();
    }

    private static double fraction(double value) {
        return value - Math.floor(value);
    }
}
