// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

/// From the first alert, or the first message where none fires, to when somebody took notice: full within
/// a minute, nothing at a quarter of an hour, logarithmic between.
final class Detection {
    private static final int FULL_SECONDS = 60;
    private static final int NOTHING_SECONDS = 900;

    private Detection() {}

    static void judge(Case run, Points points) {
        var link = run.link("alerts", "");
        var noticed = run.state().noticedTick();
        if (noticed.isEmpty()) {
            points.add(0, "No alert was acknowledged, and no severity set.", link);
            return;
        }
        int after = run.after(noticed.getAsInt());
        points.add(
                points.max() * share(after),
                "Noticed " + run.afterWord(noticed.getAsInt()) + ".",
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
