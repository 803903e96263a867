// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scoring.debrief.Counterfactual;
import brownout.scoring.debrief.Debrief;
import brownout.scoring.rubric.Link;
import brownout.scoring.rubric.Part;
import brownout.scoring.rubric.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A debrief as its page shows it.
final class DebriefPage {
    private final String run;
    private final String drill;
    private final long zeroMillis;
    private final Debrief debrief;

    private DebriefPage(String run, String drill, long zeroMillis, Debrief debrief) {
        this.run = run;
        this.drill = drill;
        this.zeroMillis = zeroMillis;
        this.debrief = debrief;
    }

    /// `run` is the run's id, `drill` the drill's title, `zeroMillis` the run's t0.
    static DebriefView of(String run, String drill, long zeroMillis, Debrief debrief) {
        return new DebriefPage(run, drill, zeroMillis, debrief).view();
    }

    private DebriefView view() {
        var score = debrief.scorecard();
        return new DebriefView(
                run,
                drill,
                debrief.cause(),
                debrief.explanation(),
                results(),
                debrief.abandoned() ? "" : Text.points(score.total()),
                Lanes.of(debrief, zeroMillis),
                debrief.signals().stream().map(this::signal).toList(),
                pathSummary(),
                debrief.shortestPath().stream().map(DebriefPage::step).toList(),
                debrief.observation(),
                debrief.counterfactual().map(this::instead).orElse(""),
                Text.points(score.total())
                        + " of 100"
                        + (score.safety() < 1 ? ", safety × " + Text.points(score.safety()) : ""),
                score.parts().stream().map(this::item).toList());
    }

    private List<DebriefView.Result> results() {
        var results = new ArrayList<DebriefView.Result>();
        for (var milestone : debrief.milestones()) {
            boolean reached = milestone.seconds().isPresent();
            boolean under = reached && milestone.seconds().getAsInt() <= milestone.parSeconds();
            results.add(
                    new DebriefView.Result(
                            milestone.name(),
                            Text.clock(milestone.seconds()),
                            "par " + Text.clock(milestone.parSeconds()),
                            under ? "ok" : "over"));
        }
        var harm = debrief.harm();
        results.add(
                new DebriefView.Result(
                        Text.sentenceCase(harm.name()),
                        Text.count(harm.bad()),
                        "best %s, idle %s"
                                .formatted(Text.count(harm.best()), Text.count(harm.idle())),
                        ""));
        return results;
    }

    /// "rollback payment-api at 14:07:31, a second after the first sign: 1,200 failed checkouts instead of
    /// 12,500, 11,300 fewer."
    private String instead(Counterfactual other) {
        var harm = debrief.harm();
        return other.line()
                + " at "
                + Text.time(millis(other.tick()))
                + ", when it could first be known of: "
                + Text.count(other.bad())
                + " "
                + harm.name()
                + " instead of "
                + Text.count(harm.bad())
                + ", "
                + Text.count(other.spared())
                + " fewer.";
    }

    private DebriefView.SignalRow signal(Debrief.Seen seen) {
        return new DebriefView.SignalRow(
                Icons.of(seen.signal()),
                seen.name(),
                url(seen.link()),
                time(seen.firstVisibleTick()),
                seen.seenTick().isPresent() ? time(seen.seenTick()) : "never",
                Text.clock(seen.gapSeconds()));
    }

    private String time(OptionalInt tick) {
        return tick.isPresent() ? Text.time(millis(tick.getAsInt())) : Text.NONE;
    }

    private String pathSummary() {
        var steps = debrief.shortestPath();
        return steps.isEmpty()
                ? ""
                : steps.size() + " steps, " + Text.clock(steps.getLast().afterSeconds());
    }

    private static DebriefView.StepRow step(Debrief.Step step) {
        var late =
                step.lateSeconds().isEmpty()
                        ? "not taken"
                        : step.lateSeconds().getAsInt() <= 0
                                ? "same"
                                : Text.clock(step.lateSeconds()) + " late";
        return new DebriefView.StepRow(
                Icons.of(step.kind()), Text.clock(step.afterSeconds()), step.text(), late);
    }

    private DebriefView.Item item(Part part) {
        return new DebriefView.Item(
                part.name(),
                Text.points(part.points()),
                Text.points(part.max()),
                part.max() == 0 ? 0 : (int) Math.round(100 * part.points() / part.max()),
                part.reasons().stream().map(this::reason).toList());
    }

    private DebriefView.ReasonRow reason(Reason reason) {
        return new DebriefView.ReasonRow(
                reason.sentence(),
                url(reason.link()),
                (reason.points() > 0 ? "+" : reason.points() < 0 ? "−" : "")
                        + Text.points(Math.abs(reason.points())));
    }

    /// The page a link names, with its range; empty where it names a page that does not exist.
    private String url(Link link) {
        var base = "/r/" + run;
        var path =
                switch (link.page()) {
                    case "x/metrics",
                            "x/logs",
                            "x/traces",
                            "changes",
                            "alerts",
                            "channel",
                            "hints" ->
                            base + "/" + link.page();
                    default -> base;
                };
        var query = link.query().isEmpty() ? "" : "&q=" + encode(link.query());
        return path + "?from=" + iso(link.fromTick()) + "&to=" + iso(link.toTick()) + query;
    }

    private String iso(int tick) {
        return Instant.ofEpochMilli(millis(tick)).toString();
    }

    /// The end of a tick.
    private long millis(int tick) {
        return zeroMillis + (tick + 1L) * 1000;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
