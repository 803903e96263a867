// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.query.alerting.AlertRule;
import brownout.scenarios.runbook.Placeholders;
import brownout.scenarios.runbook.Runbooks;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.RuleFile;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import com.github.jknack.handlebars.Handlebars.SafeString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What is written down for those on call, as pages. The same text in every drill of an estate: nothing
/// here knows of a run but its address.
final class RunbookPages {
    private static final String OF_THE_SERVICE = "the service's own team";
    private static final String RANGE = "now-30m";

    private final Runbooks runbooks = Runbooks.load();
    private final Map<String, Map<String, List<AlertRule>>> rules = new ConcurrentHashMap<>();

    /// The alerting rules of an estate by name; one name may have several.
    private Map<String, List<AlertRule>> rules(Estate estate) {
        return rules.computeIfAbsent(
                estate.name(),
                name -> {
                    var found = new TreeMap<String, List<AlertRule>>();
                    for (var group : RuleFile.builtin(name)) {
                        for (var rule : group.rules()) {
                            if (rule instanceof AlertRule alert) {
                                found.computeIfAbsent(alert.name(), _ -> new ArrayList<>())
                                        .add(alert);
                            }
                        }
                    }
                    return found;
                });
    }

    RunbooksView index(Estate estate, String run) {
        var teams = new TreeMap<String, List<RunbooksView.Entry>>();
        rules(estate)
                .forEach((name, alerts) -> {
                    var runbook = runbooks.of(name);
                    var team = alerts.getFirst().labels().getOrDefault("team", OF_THE_SERVICE);
                    runbook.ifPresent(page ->
                            teams.computeIfAbsent(team, _ -> new ArrayList<>())
                                    .add(
                                            new RunbooksView.Entry(
                                                    name,
                                                    level(alerts),
                                                    page.title(),
                                                    "",
                                                    "/r/" + run + "/runbooks/alerts/" + name)));
                });
        teams.values()
                .forEach(entries ->
                        entries.sort(
                                Comparator.comparing(RunbooksView.Entry::level)
                                        .thenComparing(RunbooksView.Entry::name)));
        var services =
                estate.services().stream()
                        .map(service ->
                                new RunbooksView.Entry(
                                        service.name(),
                                        "",
                                        service.description(),
                                        service.team(),
                                        "/r/" + run + "/runbooks/services/" + service.name()))
                        .sorted(Comparator.comparing(RunbooksView.Entry::name))
                        .toList();
        return new RunbooksView(
                teams.entrySet().stream()
                        .map(each -> new RunbooksView.Team(each.getKey(), each.getValue()))
                        .toList(),
                services,
                teams.values().stream().mapToInt(List::size).sum());
    }

    private static String level(List<AlertRule> alerts) {
        return alerts.stream()
                .map(alert -> AlertsPage.level(alert.labels().getOrDefault("severity", "")))
                .min(Comparator.naturalOrder())
                .orElse("P3");
    }

    /// The runbook of the alert that the path names, for the part of the estate that the parameters name.
    /// Others refer to it also where the estate has no rule for it.
    RunbookView alert(Estate estate, Params in) {
        var name = in.part("alert");
        var runbook =
                runbooks.of(name)
                        .orElseThrow(() -> new Refusal(404, "There is no alert of that name."));
        var alerts = rules(estate).getOrDefault(name, List.of());
        var text = new StringBuilder(runbook.text());
        text.append(alerts.isEmpty() ? "" : "\n\n## Its rule");
        var facts = new ArrayList<RunbookView.Fact>();
        for (var alert : alerts) {
            var labels = alert.labels();
            text.append("\n\n```promql\n").append(oneBlock(alert.expr())).append("\n```");
            facts.add(
                    fact(
                            AlertsPage.level(labels.getOrDefault("severity", "")),
                            (labels.containsKey("slo") ? labels.get("slo") + ", after " : "after ")
                                    + AlertsPage.span(alert.forMillis())));
        }
        var told =
                alerts.stream()
                        .limit(1)
                        .map(alert -> alert.labels().getOrDefault("team", OF_THE_SERVICE))
                        .map(team -> fact(team, channel(estate, team)))
                        .toList();
        var others = runbook.alerts().stream().filter(other -> !other.equals(name));
        return new RunbookView(
                name,
                "alert",
                runbook.title(),
                body(text.toString(), estate, in),
                nonEmpty(
                        section("Last checked", List.of(fact(runbook.checked().toString(), ""))),
                        section("Fires", facts),
                        section("Told", told),
                        section(
                                "Also of this page",
                                others.filter(rules(estate)::containsKey)
                                        .map(other ->
                                                new RunbookView.Fact(
                                                        other, "", base(in) + "/alerts/" + other))
                                        .toList())));
    }

    private static String oneBlock(String expr) {
        return String.join("\n", expr.lines().filter(line -> !line.isBlank()).toList()).strip();
    }

    RunbookView service(Estate estate, Params in) {
        var service =
                estate.service(in.part("service"))
                        .orElseThrow(() -> new Refusal(404, "There is no service of that name."));
        var alerts =
                rules(estate).entrySet().stream()
                        .filter(each -> mayBeAbout(service, each.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        return new RunbookView(
                service.name(),
                "service",
                service.description(),
                body(
                        runbooks.service().replace("{{service}}", service.name())
                                + ServiceFacts.actions(service, estate),
                        estate,
                        in),
                ServiceFacts.of(service, estate, alerts, base(in)));
    }

    /// Whether rules of one name are about this service, or about any.
    private boolean mayBeAbout(Estate.Service service, List<AlertRule> alerts) {
        var about = alerts.getFirst().labels().get("service");
        return about != null
                ? about.equals(service.name())
                : runbooks.of(alerts.getFirst().name())
                        .filter(page -> page.subject().ofServices())
                        .isPresent();
    }

    RunbookView playbook(Estate estate, Params in) {
        return new RunbookView(
                "Playbook",
                "",
                "What to do in any incident",
                body(runbooks.playbook(), estate, in),
                nonEmpty(
                        section(
                                "Teams",
                                estate.teams().stream()
                                        .map(team ->
                                                fact(
                                                        team.name(),
                                                        team.channel() + ", " + team.description()))
                                        .toList())));
    }

    private static SafeString body(String text, Estate estate, Params in) {
        var from = in.text("from").isEmpty() ? RANGE : in.text("from");
        var to = in.text("to").isEmpty() ? "now" : in.text("to");
        var range = "&from=" + encoded(from) + "&to=" + encoded(to);
        var blocks = new RunbookBlocks("/r/" + in.part("run"), range);
        return new Markdown(blocks, base(in)).render(Placeholders.fill(text, in::text, estate));
    }

    private static String base(Params in) {
        return "/r/" + in.part("run") + "/runbooks";
    }

    private static String channel(Estate estate, String team) {
        return estate.teams().stream()
                .filter(each -> each.name().equals(team))
                .map(Estate.Team::channel)
                .findFirst()
                .orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static RunbookView.Fact fact(String name, String text) {
        return new RunbookView.Fact(name, text, "");
    }

    private static RunbookView.Section section(String title, List<RunbookView.Fact> facts) {
        return new RunbookView.Section(title, facts);
    }

    private static List<RunbookView.Section> nonEmpty(RunbookView.Section... sections) {
        return Arrays.stream(sections).filter(section -> !section.facts().isEmpty()).toList();
    }
}
