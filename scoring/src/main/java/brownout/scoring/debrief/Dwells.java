// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Where time went: the longest stretch of looking at one service that was not to blame.
final class Dwells {
    private static final int WORTH_SAYING_SECONDS = 60;

    private Dwells() {}

    /// The longest stretch of at least a minute in which every view was of one healthy service, to
    /// the view that ended it.
    static Optional<Debrief.Bar> longest(Assembly run) {
        Debrief.Bar longest = null;
        for (int i = 0; i < run.views.size(); ) {
            var service = service(run, run.views.get(i));
            int j = i + 1;
            while (j < run.views.size() && service(run, run.views.get(j)).equals(service)) {
                j++;
            }
            int from = run.views.get(i).tick();
            int to = j < run.views.size() ? run.views.get(j).tick() : run.views.get(j - 1).tick();
            boolean blamed = run.scenario.key().components().contains(service);
            boolean longer = longest == null || to - from > longest.toTick() - longest.fromTick();
            if (!service.isEmpty() && !blamed && to - from >= WORTH_SAYING_SECONDS && longer) {
                longest = new Debrief.Bar(from, to, "dwell", "", service + ", " + clock(to - from));
            }
            i = j;
        }
        return Optional.ofNullable(longest);
    }

    /// The service that a view is about: the only one it names, or none.
    private static String service(Assembly run, View view) {
        var named =
                run.team.timeline().estate().serviceNames().stream()
                        .filter(name -> view.mentions(List.of(name)))
                        .toList();
        return named.size() == 1 ? named.getFirst() : "";
    }

    /// One sentence about where time went.
    static String observation(Optional<Debrief.Bar> dwell, List<Debrief.Seen> signs) {
        if (dwell.isPresent()) {
            return "You spent "
                    + clock(dwell.get().toTick() - dwell.get().fromTick())
                    + " on "
                    + dwell.get().text().replaceFirst(",.*", "")
                    + ", which was not the cause.";
        }
        var late =
                signs.stream()
                        .filter(sign -> sign.gapSeconds().isPresent())
                        .max(Comparator.comparingInt(sign -> sign.gapSeconds().getAsInt()));
        var missed = signs.stream().filter(sign -> sign.seenTick().isEmpty()).findFirst();
        if (missed.isPresent()) {
            return "You did not look at this sign: " + missed.get().name() + ".";
        }
        return late.map(sign ->
                        "You saw every sign; the latest, "
                                + sign.name()
                                + ", "
                                + clock(sign.gapSeconds().getAsInt())
                                + " after it showed.")
                .orElse("");
    }

    private static String clock(int seconds) {
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
