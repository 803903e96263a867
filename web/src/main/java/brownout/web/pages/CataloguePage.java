// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Drill;
import brownout.scenarios.Scenario;
import brownout.scenarios.StartFrom;
import brownout.scoring.event.RunState;
import brownout.web.runs.Run;
import brownout.web.runs.Runs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Catalogue and briefing, with how far the person is.
final class CataloguePage {
    /// How far back a person's runs count towards "your best".
    private static final int RUNS = 40;

    private static final List<String> STAGES =
            List.of("Detection", "Triage", "Diagnosis", "Resolution", "Recovery", "Postmortem");

    private static final String ROLE =
            "You are on call. You may look at everything the company measures and act on every"
                    + " service. Find what is wrong, make users well again, and say what the cause is.";

    private static final List<BriefingView.Points> POINTS =
            List.of(
                    new BriefingView.Points(
                            "Root cause: where, what, trigger, start, path", "51.3"),
                    new BriefingView.Points("User impact that you spared", "32"),
                    new BriefingView.Points("Detection: how soon you acknowledged", "6.4"),
                    new BriefingView.Points("Triage: severity", "10.3"));

    private final Catalogue catalogue;
    private final Runs runs;

    CataloguePage(Catalogue catalogue, Runs runs) {
        this.catalogue = catalogue;
        this.runs = runs;
    }

    CatalogueView catalogue(String person) {
        var histories = histories(person);
        var rows = catalogue.drills().stream().map(drill -> row(drill, histories)).toList();
        var next = rows.stream().filter(row -> !row.state().equals("under par")).findFirst();
        boolean fresh = histories.isEmpty();
        return new CatalogueView(
                next.map(List::of).orElse(List.of()),
                fresh ? "Start here" : "Next on your path",
                stages(rows),
                rows);
    }

    BriefingView briefing(Scenario scenario, String person) {
        return new BriefingView(
                row(scenario.drill(), histories(person)),
                scenario.drill().briefing(),
                ROLE,
                POINTS);
    }

    /// What a person did in one drill.
    private record History(OptionalInt best, String openRun, int openSeconds) {}

    private Map<String, History> histories(String person) {
        var found = new HashMap<String, History>();
        for (var row : runs.ofPerson(person).stream().limit(RUNS).toList()) {
            runs.find(row.id())
                    .ifPresent(run -> found.merge(row.drill(), history(run), CataloguePage::join));
        }
        return found;
    }

    private static History history(Run run) {
        var now = run.now();
        var best =
                now.state().declarations().stream()
                        .filter(RunState.Declaration::correct)
                        .mapToInt(declaration -> declaration.tick() - now.started().startTick())
                        .min();
        return now.state().closed()
                ? new History(best, "", 0)
                : new History(best, run.id(), now.elapsedSeconds());
    }

    /// `first` is the newer one: its open run wins.
    private static History join(History first, History second) {
        var best =
                first.best().isEmpty()
                                || second.best().orElse(Integer.MAX_VALUE) < first.best().getAsInt()
                        ? second.best()
                        : first.best();
        var open = first.openRun().isEmpty() ? second : first;
        return new History(best, open.openRun(), open.openSeconds());
    }

    private CatalogueView.DrillRow row(Drill drill, Map<String, History> histories) {
        int par =
                catalogue
                        .scenario(drill.slug())
                        .map(scenario -> scenario.par().rootCauseSeconds())
                        .orElse(0);
        var history = histories.getOrDefault(drill.slug(), new History(OptionalInt.empty(), "", 0));
        boolean solved = history.best().isPresent();
        boolean under = solved && history.best().getAsInt() <= par;
        boolean tried = histories.containsKey(drill.slug());
        var state =
                solved
                        ? under ? "under par" : "over par"
                        : !history.openRun().isEmpty() ? "running" : tried ? "not solved" : "new";
        return new CatalogueView.DrillRow(
                drill.slug(),
                drill.title(),
                drill.symptom(),
                drill.level(),
                drill.minutes(),
                startFrom(drill.startFrom()),
                Text.clock(history.best()),
                Text.clock(par),
                state,
                solved ? under ? "ok" : "warn" : history.openRun().isEmpty() ? "" : "info",
                history.openRun(),
                Text.clock(history.openSeconds()));
    }

    private static String startFrom(StartFrom from) {
        return switch (from) {
            case METRICS -> "Metrics";
            case LOGS -> "Logs";
            case TRACES -> "Traces";
            case ALERTS -> "Alerts";
        };
    }

    /// The curriculum's stages. All drills so far practise diagnosis.
    private static List<CatalogueView.Stage> stages(List<CatalogueView.DrillRow> rows) {
        long solved = rows.stream().filter(row -> row.state().endsWith("par")).count();
        return STAGES.stream()
                .map(stage ->
                        stage.equals("Diagnosis")
                                ? new CatalogueView.Stage(
                                        stage, "now", solved + " of " + rows.size())
                                : new CatalogueView.Stage(stage, "", ""))
                .toList();
    }
}
