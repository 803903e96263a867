// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.query.syntax.QueryError;
import brownout.scenarios.Catalogue;
import brownout.scoring.debrief.Debrief;
import brownout.scoring.event.BadEvent;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.EventCodec;
import brownout.scoring.rubric.Verdict;
import brownout.web.http.Endpoints;
import brownout.web.http.Failures;
import brownout.web.http.NotYet;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.runs.Run;
import brownout.web.runs.Runs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The pages of the site. Each is complete as HTML; modules then draw charts from the run's public
/// APIs. Forms work without them.
public final class Pages {
    private static final List<String> SHARED =
            List.of("css/tokens.css", "css/base.css", "css/shell.css");
    private static final Pattern THEME = Pattern.compile("(?:^|;\\s*)theme=(light|dark)(?:;|$)");
    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-fA-F]{1,32}");

    private final Catalogue catalogue;
    private final Runs runs;
    private final Debriefs debriefs;
    private final CataloguePage cataloguePage;
    private final RunbookPages runbookPages = new RunbookPages();
    private final Templates templates = new Templates();
    private final Assets assets = Assets.load();

    /// Where debriefs come from: empty while the run is open.
    @FunctionalInterface
    public interface Debriefs {
        Optional<Debrief> of(Run run);
    }

    public Pages(Catalogue catalogue, Runs runs, Debriefs debriefs) {
        this.catalogue = catalogue;
        this.runs = runs;
        this.debriefs = debriefs;
        this.cataloguePage = new CataloguePage(catalogue, runs);
    }

    /// `on` has the empty base and [#failures].
    public void mount(Endpoints on) {
        on.get("/", _ -> Reply.redirect("/practice"));
        on.get("/assets/*", assets::file);
        on.get("/practice", this::practice);
        on.get("/practice/:drill", this::briefing);
        on.post("/practice/:drill/start", this::start);
        run(on, "/r/:run", Kind.CONSOLE);
        run(on, "/r/:run/alerts", Kind.ALERTS);
        run(on, "/r/:run/x/metrics", Kind.METRICS);
        run(on, "/r/:run/x/logs", Kind.LOGS);
        run(on, "/r/:run/x/traces", Kind.TRACES);
        on.get(
                "/r/:run/x/traces/:traceId",
                in -> trace(in, RunPage::of),
                in -> trace(in, RunPage::before));
        run(on, "/r/:run/changes", Kind.CHANGES);
        run(on, "/r/:run/targets", Kind.TARGETS);
        run(on, "/r/:run/tsdb-status", Kind.TSDB);
        run(on, "/r/:run/runbooks", Kind.RUNBOOKS);
        run(on, "/r/:run/runbooks/alerts/:alert", Kind.ALERT_RUNBOOK);
        run(on, "/r/:run/runbooks/services/:service", Kind.SERVICE_RUNBOOK);
        run(on, "/r/:run/playbook", Kind.PLAYBOOK);
        run(on, "/r/:run/channel", Kind.CHANNEL);
        on.post("/r/:run/channel", this::talk);
        run(on, "/r/:run/hints", Kind.HINTS);
        on.post("/r/:run/hints", this::hint);
        run(on, "/r/:run/declare", Kind.DECLARE);
        on.post("/r/:run/declare", this::declare);
        on.get("/r/:run/debrief", this::debrief, this::debriefSoon);
        on.get("/r/:run/debrief.md", this::debriefText);
    }

    /// How a run is seen: [RunPage#of], or [RunPage#before] its world is there.
    @FunctionalInterface
    private interface Sight {
        RunView of(Run run, String notice);
    }

    private void run(Endpoints on, String path, Kind kind) {
        on.get(
                path,
                in -> run(in, kind, "", "", 200, RunPage::of),
                in -> run(in, kind, "", "", 200, RunPage::before));
    }

    private Reply practice(Params in) {
        var page = page(in, "Practice", "practice", List.of("css/practice.css"), "js/plain.js");
        return html(
                200,
                "practice",
                Map.of("page", page, "catalogue", cataloguePage.catalogue(in.person())));
    }

    private Reply briefing(Params in) {
        var scenario =
                catalogue
                        .scenario(in.part("drill"))
                        .orElseThrow(() -> new Refusal(404, "There is no such drill."));
        var page =
                page(
                        in,
                        scenario.drill().title(),
                        "practice",
                        List.of("css/practice.css"),
                        "js/plain.js");
        var briefing = cataloguePage.briefing(scenario, in.person());
        return html(200, "briefing", Map.of("page", page, "briefing", briefing));
    }

    private Reply start(Params in) {
        var scenario =
                catalogue
                        .scenario(in.part("drill"))
                        .orElseThrow(() -> new Refusal(404, "There is no such drill."));
        var run = runs.create(scenario, runs.anySeed(), in.person());
        return Reply.empty(303).with("Location", "/r/" + run.id());
    }

    private Reply trace(Params in, Sight sight) {
        var id = in.part("traceId");
        if (!TRACE_ID.matcher(id).matches()) {
            throw new Refusal(404, "A trace id is up to 32 hexadecimal digits.");
        }
        return run(in, Kind.TRACE, id, "", 200, sight);
    }

    private Reply run(
            Params in, Kind kind, String traceId, String notice, int status, Sight sight) {
        var run = runs.of(in);
        var styles = new ArrayList<>(List.of("css/declare.css"));
        if (kind.charts()) {
            styles.addAll(List.of("vendor/uplot.css", "css/chart.css"));
        }
        if (!kind.style().isEmpty()) {
            styles.add(kind.style());
        }
        var view = sight.of(run, notice);
        var model = new TreeMap<String, Object>(content(kind, run, view, in));
        var title = model.get("runbook") instanceof RunbookView page ? page.title() : kind.title();
        model.put("run", view);
        model.put(
                "page",
                page(in, title, kind.here(), styles, "js/" + kind.module() + ".js")
                        .with(kind.language(), traceId));
        return html(status, kind.template(), model);
    }

    /// What the template of that kind names beside the page and the run.
    private Map<String, Object> content(Kind kind, Run run, RunView view, Params in) {
        return switch (kind) {
            case ALERTS ->
                    ofWorld(
                            view,
                            "alerts",
                            () -> AlertsPage.of(run.now(), run.id(), in.text("match")));
            case TARGETS ->
                    ofWorld(
                            view,
                            "targets",
                            () ->
                                    TargetsPage.of(
                                            run.now(),
                                            run.id(),
                                            in.text("match"),
                                            in.text("state")));
            case TSDB -> ofWorld(view, "tsdb", () -> TsdbPage.of(run.now(), run.id()));
            case RUNBOOKS -> Map.of("runbooks", runbookPages.index(run.estate(), run.id()));
            case ALERT_RUNBOOK -> Map.of("runbook", runbookPages.alert(run.estate(), in));
            case SERVICE_RUNBOOK -> Map.of("runbook", runbookPages.service(run.estate(), in));
            case PLAYBOOK -> Map.of("runbook", runbookPages.playbook(run.estate(), in));
            case CHANNEL -> Map.of("channel", ChannelPage.of(run.now()));
            case HINTS -> Map.of("hints", HintsView.of(run.now()));
            case CONSOLE, METRICS, LOGS, TRACES, TRACE, CHANGES, DECLARE -> Map.of();
        };
    }

    private static Map<String, Object> ofWorld(RunView view, String name, Supplier<?> content) {
        return view.preparing() ? Map.of() : Map.of(name, content.get());
    }

    /// What one of the channel's forms sends.
    private Reply talk(Params in) {
        var run = runs.of(in);
        try {
            var body = ChannelForm.body(in);
            run.append(in.person(), "", _ -> body);
            return Reply.empty(303).with("Location", "/r/" + run.id() + "/channel");
        } catch (BadEvent refused) {
            return form(in, Kind.CHANNEL, refused.field() + ": " + refused.getMessage(), 400);
        } catch (Refusal refused) {
            return form(in, Kind.CHANNEL, refused.text(), refused.status());
        }
    }

    /// Takes the next hint; the page that follows shows it, or says why not.
    private Reply hint(Params in) {
        var run = runs.of(in);
        try {
            run.append(
                    in.person(),
                    "",
                    now -> new EventBody.HintTaken(now.state().hints().size() + 1));
            return Reply.empty(303).with("Location", "/r/" + run.id() + "/hints");
        } catch (Refusal refused) {
            return form(in, Kind.HINTS, refused.text(), refused.status());
        }
    }

    private Reply declare(Params in) {
        var run = runs.of(in);
        try {
            var body = EventCodec.read("declared", DeclareForm.json(in, run.now()));
            var appended = run.append(in.person(), "", _ -> body);
            var now = run.now();
            var notice =
                    appended.event().body() instanceof EventBody.Declared declared
                            ? verdict(Verdict.of(declared, now.scenario(), now.started().seed()))
                            : "";
            return form(in, Kind.DECLARE, notice, 200);
        } catch (BadEvent refused) {
            return form(in, Kind.DECLARE, refused.field() + ": " + refused.getMessage(), 400);
        } catch (Refusal refused) {
            return form(in, Kind.DECLARE, refused.text(), refused.status());
        }
    }

    /// The form again. It waits for nothing, since what was sent is not to be done twice.
    private Reply form(Params in, Kind kind, String notice, int status) {
        try {
            return run(in, kind, "", notice, status, RunPage::of);
        } catch (NotYet _) {
            return run(in, kind, "", notice, status, RunPage::before);
        }
    }

    private static String verdict(Verdict verdict) {
        return verdict.lines().stream()
                .map(line -> line.part() + " " + line.result())
                .collect(
                        Collectors.joining(
                                ", ",
                                verdict.correct() ? "That is the root cause: " : "Not yet: ",
                                "."));
    }

    private Reply debrief(Params in) {
        var view = debriefOf(in);
        var page = page(in, "Debrief", "debrief", List.of("css/debrief.css"), "js/plain.js");
        return html(200, "debrief", Map.of("page", page, "debrief", view));
    }

    private DebriefView debriefOf(Params in) {
        var run = runs.of(in);
        var debrief =
                debriefs.of(run)
                        .orElseThrow(
                                () -> new Refusal(404, "The debrief opens when the run is over."));
        var now = run.now();
        return DebriefPage.of(
                run.id(),
                now.scenario().drill().title(),
                now.started().t0Seconds() * 1000,
                debrief);
    }

    private Reply debriefText(Params in) {
        var text = DebriefMarkdown.of(debriefOf(in)).getBytes(StandardCharsets.UTF_8);
        var headers =
                Map.of(
                        "Cache-Control",
                        "no-store",
                        "Content-Disposition",
                        "attachment; filename=\"debrief.md\"");
        return new Reply(200, "text/markdown; charset=utf-8", headers, text);
    }

    private Reply debriefSoon(Params in) {
        return message("Getting ready", "The debrief is being computed. It opens by itself.", 200)
                .with("Refresh", "2");
    }

    private PageView page(
            Params in, String title, String here, List<String> styles, String module) {
        var all = new ArrayList<>(SHARED);
        all.addAll(styles);
        return new PageView(title, here, theme(in), assets.base(), all, List.of(module), "", "");
    }

    /// The person's choice, or dark.
    private static String theme(Params in) {
        var match = THEME.matcher(in.header("cookie").orElse(""));
        return match.find() ? match.group(1) : "dark";
    }

    private Reply html(int status, String template, Map<String, ?> model) {
        var bytes = templates.render(template, model).getBytes(StandardCharsets.UTF_8);
        return new Reply(
                status, "text/html; charset=utf-8", Map.of("Cache-Control", "no-store"), bytes);
    }

    /// Failures as pages.
    public Failures failures() {
        return new Failures() {
            @Override
            public Reply refused(Refusal refusal) {
                return problem(refusal.status(), Text.sentenceCase(refusal.text()));
            }

            @Override
            public Reply failed(QueryError error) {
                return problem(400, error.text());
            }

            @Override
            public Reply broken() {
                return problem(500, "The server failed to make this page; its log says more.");
            }
        };
    }

    private Reply problem(int status, String message) {
        var title = status == 404 ? "Not here" : status < 500 ? "Refused" : "Something broke";
        return message(title, message, status);
    }

    private Reply message(String title, String message, int status) {
        var styles = new ArrayList<>(SHARED);
        styles.add("css/practice.css");
        var page =
                new PageView(
                        title, "", "dark", assets.base(), styles, List.of("js/plain.js"), "", "");
        return html(status, "problem", Map.of("page", page, "message", message));
    }
}
