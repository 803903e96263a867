// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import java.util.Locale;

/// `U = clamp((idle - team) / (idle - oracle), 0, 1)`, all measured by really running the same seed.
final class UserImpact {
    private UserImpact() {}

    static void judge(Case run, Points points) {
        double idle = run.outcome().idle().harm();
        double oracle = run.outcome().oracle().harm();
        double team = run.team().harm();
        double share = share(team, idle, oracle);
        var harm = run.scenario().objective().harm();
        points.add(
                points.max() * share,
                String.format(
                        Locale.ROOT,
                        "%.0f %s; %.0f with nobody there, %.0f with the reference fix: %s"
                                + " of what could be spared was.",
                        team,
                        harm,
                        idle,
                        oracle,
                        percent(share)),
                run.failing());
        run.safety().apply(points, run);
    }

    /// 1 where nothing could be spared and nothing was added.
    static double share(double team, double idle, double oracle) {
        if (idle <= oracle) {
            return team <= idle ? 1 : 0;
        }
        return Math.clamp((idle - team) / (idle - oracle), 0, 1);
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
