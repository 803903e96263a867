// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scenarios.PathStep;
import brownout.scenarios.Signal;
import brownout.scoring.debrief.Counterfactual;
import brownout.scoring.debrief.Debrief;
import brownout.scoring.rubric.Link;
import brownout.scoring.rubric.Part;
import brownout.scoring.rubric.Reason;
import brownout.scoring.rubric.Scorecard;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Views with something in every place; `text` stands wherever somebody else wrote a text.
final class Samples {
    private Samples() {}

    static RunView run(String text) {
        return new RunView(
                "0f",
                text,
                text,
                text,
                false,
                0,
                0,
                60_000,
                "00:01:00",
                "1:00",
                1200,
                "19:00",
                "P1",
                List.of(new RunView.SeverityChoice("P1", text, text)),
                List.of(new RunView.PhaseView("Detect", "now", "")),
                "frontend",
                List.of("frontend", "payment-api"),
                List.of("frontend", "payment-api", "payments-db"),
                List.of("eu-west-1"),
                List.of(new RunView.MechanismChoice("cache", text, text)),
                List.of(
                        new RunView.ChangeRow(
                                "deploy/a@-1", "00:00:00", "deploy", text, text, text, text)),
                List.of(new RunView.PinRow("p1", "log", text, "/r/0f", "00:00:30")),
                text,
                false);
    }

    static ChannelView channel(String text) {
        return new ChannelView(
                List.of(new ChannelView.Row("0:10", "stakeholder", text, text)),
                List.of(
                        new ChannelView.Question(
                                70, text, text, "00:01:10", false, true, 250_000, "0:10 late"),
                        new ChannelView.Question(
                                10, text, text, "00:00:10", true, false, 190_000, text)),
                List.of(new ChannelView.Told("00:01:00", text, text)));
    }

    static HintsView hints(String text) {
        return new HintsView(
                List.of(new HintsView.Row(1, "00:00:20", "5 %", text)), text, false, 65_000, 5);
    }

    static TargetsView targets(String text) {
        var row =
                new TargetsView.Row(
                        text, "down", "DOWN", text, text, text, text, 1, "0:09", "2.0 ms", "/r/0f");
        return new TargetsView(
                text,
                "down",
                List.of(new TargetsView.Choice("down", text, 1, "/r/0f/targets", true)),
                List.of(new TargetsView.Pool(text, 0, 1, 1, "/r/0f", List.of(row))),
                1,
                1,
                1,
                "00:00:45");
    }

    static TsdbView tsdb(String text) {
        var row = new TsdbView.Row(text, "12", 40, text, "/r/0f");
        return new TsdbView(
                "00:00:45",
                List.of(
                        new TsdbView.Fact(text, text, text, "/r/0f"),
                        new TsdbView.Fact(text, text, "", "")),
                List.of(new TsdbView.Top(text, text, List.of(row))));
    }

    static RunbookView runbook(String text) {
        var blocks = new RunbookBlocks("/r/0f", "&from=now-30m&to=now");
        var written = new StringBuilder("## " + text + "\n\n[" + text + "](alerts/A)");
        for (var language : List.of("promql", "logql", "traceql", "action", "text", "severities")) {
            written.append("\n\n```").append(language).append('\n').append(text).append("\n```");
        }
        var fact = new RunbookView.Fact(text, text, "/r/0f/runbooks");
        return new RunbookView(
                text,
                "service",
                text,
                new Markdown(blocks, "/r/0f/runbooks").render(written.toString()),
                List.of(new RunbookView.Section(text, List.of(fact))));
    }

    static CatalogueView.DrillRow drill(String text) {
        return new CatalogueView.DrillRow(
                "drill", text, text, 2, 20, "Traces", "–", "9:00", "new", "", "0f", "1:00");
    }

    static DebriefView debrief(String text) {
        return DebriefPage.of("0f", text, 0, record(text));
    }

    static Debrief record(String text) {
        var link = new Link("x/metrics", text, 0, 60);
        return new Debrief(
                text,
                text,
                text,
                text,
                false,
                0,
                1200,
                60,
                120,
                300,
                List.of(
                        new Debrief.Milestone(
                                "Detected", OptionalInt.of(130), OptionalInt.of(10), 60),
                        new Debrief.Milestone(
                                "Mitigated", OptionalInt.empty(), OptionalInt.empty(), 60)),
                new Debrief.Harm("checkouts", "failed checkouts", 1234, 100, 5000, .25),
                new Debrief.Series(0, 600, List.of(0.0, 5.0, 0.0), List.of(0.0, .25, 0.0)),
                Optional.of(
                        new Counterfactual(
                                text,
                                121,
                                200,
                                1034,
                                new Debrief.Series(
                                        0, 600, List.of(0.0, 2.0, 0.0), List.of(0.0, .1, 0.0)))),
                List.of(
                        new Debrief.Bar(50, 60, "change", "", text),
                        new Debrief.Bar(60, 900, "fault", "", text)),
                text,
                List.of(
                        new Debrief.Bar(120, 600, "alert", "critical", "One"),
                        new Debrief.Bar(130, 500, "alert", "warning", "Two"),
                        new Debrief.Bar(700, 800, "alert", "warning", "Three")),
                List.of(
                        new Debrief.Mark(130, "metric", "", text, ""),
                        new Debrief.Mark(400, "action", "none", text, "")),
                List.of(new Debrief.Bar(200, 400, "dwell", "", text)),
                List.of(
                        new Debrief.Seen(
                                text,
                                Signal.LOG,
                                link,
                                OptionalInt.of(61),
                                OptionalInt.empty(),
                                OptionalInt.empty())),
                List.of(
                        new Debrief.Step(
                                PathStep.Kind.ALERT,
                                text,
                                120,
                                0,
                                OptionalInt.of(130),
                                OptionalInt.of(10)),
                        new Debrief.Step(
                                PathStep.Kind.ACT,
                                text,
                                300,
                                180,
                                OptionalInt.empty(),
                                OptionalInt.empty())),
                text,
                new Scorecard(
                        41.5,
                        1,
                        List.of(new Part(text, 41.5, 60, List.of(new Reason(text, link, 41.5))))));
    }
}
