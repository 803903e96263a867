// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

/// From the first alert to the acknowledgement: full within a minute, nothing at a quarter of an
/// hour, logarithmic between.
final class Detection {
    private static final int FULL_SECONDS = 60;
    private static final int NOTHING_SECONDS = 900;

    private Detection() {}

    static void judge(Case run, Points points) {
        var link = run.link("alerts", "");
        var acknowledged = run.state().acknowledgedTick();
        if (acknowledged.isEmpty()) {
            points.add(0, "No alert was acknowledged.", link);
            return;
        }
        int after = run.after(acknowledged.getAsInt());
        points.add(
                points.max() * share(after),
                "Acknowledged " + RootCause.clock(after) + " after the first alert.",
                link);
    }

    static double share(int seconds) {
        if (seconds <= FULL_SECONDS) {
            return 1;
        }
        double share =
                StrictMath.log(seconds / (double) FULL_SECONDS)
                        / StrictMath.log(NOTHING_SECONDS / (double) FULL_SECONDS);
        return Math.clamp(1 - share, 0, 1);
    }
}
