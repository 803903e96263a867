// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.query.data.Labels;
import brownout.simulator.telemetry.Targets;
import brownout.simulator.telemetry.Targets.Health;
import brownout.simulator.telemetry.Targets.Target;
import brownout.web.api.Signals;
import brownout.web.http.Refusal;
import brownout.web.runs.Moment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// The targets of a run as its Prometheus has them, those whose scrapes fail first.
final class TargetsPage {
    private final Moment now;
    private final String base;
    private final String state;
    private final String match;

    private TargetsPage(Moment now, String run, String match, String state) {
        this.now = now;
        this.base = "/r/" + run;
        this.match = match.strip();
        this.state = state;
    }

    /// `match` are words that must each be in a target's labels or error, in any case; `state` is `up`,
    /// `down`, `unknown` or empty. Throws [Refusal] for another state and
    /// [brownout.web.http.NotYet] while the world is being computed.
    static TargetsView of(Moment now, String run, String match, String state) {
        if (!state.isEmpty()
                && Arrays.stream(Health.values()).noneMatch(each -> name(each).equals(state))) {
            throw new Refusal(400, "A target's state is up, down or unknown.");
        }
        return new TargetsPage(now, run, match, state).view(Signals.of(now).targets().get());
    }

    private TargetsView view(Targets targets) {
        var matching = targets.targets().stream().filter(this::hasWords).toList();
        var shown =
                matching.stream()
                        .filter(each -> state.isEmpty() || name(each.health()).equals(state))
                        .toList();
        var byPool = new TreeMap<String, List<Target>>();
        for (var target : shown) {
            byPool.computeIfAbsent(target.pool(), _ -> new ArrayList<>()).add(target);
        }
        var pools = new ArrayList<TargetsView.Pool>();
        byPool.forEach((name, rows) -> pools.add(pool(name, rows, targets)));
        pools.sort(Comparator.comparing(pool -> !pool.failing())); // stable: names in order
        long scraped =
                targets.targets().stream().mapToLong(Target::lastScrapeMillis).max().orElse(0);
        return new TargetsView(
                match,
                state,
                choices(matching),
                pools,
                shown.size(),
                targets.targets().size(),
                (int) targets.targets().stream().map(Target::pool).distinct().count(),
                scraped == 0 ? "" : Text.time(scraped));
    }

    private boolean hasWords(Target target) {
        var text = (words(target, "") + " " + target.lastError()).toLowerCase(Locale.ROOT);
        return Arrays.stream(match.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(text::contains);
    }

    private List<TargetsView.Choice> choices(List<Target> matching) {
        var choices = new ArrayList<TargetsView.Choice>();
        choices.add(choice("", "All", matching.size()));
        choices.add(choice(name(Health.UP), "Up", count(matching, Health.UP)));
        choices.add(choice(name(Health.DOWN), "Down", count(matching, Health.DOWN)));
        choices.add(choice(name(Health.UNKNOWN), "Unknown", count(matching, Health.UNKNOWN)));
        return choices;
    }

    private TargetsView.Choice choice(String value, String name, int count) {
        var href = new StringBuilder(base + "/targets");
        if (!value.isEmpty()) {
            href.append("?state=").append(value);
        }
        if (!match.isEmpty()) {
            href.append(value.isEmpty() ? "?" : "&").append("match=").append(encoded(match));
        }
        return new TargetsView.Choice(value, name, count, href.toString(), value.equals(state));
    }

    private TargetsView.Pool pool(String name, List<Target> rows, Targets targets) {
        var all = targets.targets().stream().filter(each -> each.pool().equals(name)).toList();
        return new TargetsView.Pool(
                name,
                count(all, Health.UP),
                count(all, Health.DOWN),
                all.size(),
                explore("up" + Labels.of("job", name)),
                rows.stream()
                        .sorted(Comparator.comparing(each -> each.health() != Health.DOWN))
                        .map(this::row)
                        .toList());
    }

    private TargetsView.Row row(Target target) {
        long scraped = target.lastScrapeMillis();
        return new TargetsView.Row(
                target.labels().toString(),
                name(target.health()),
                target.health().name(),
                target.labels().get("instance"),
                target.url(),
                words(target, "job instance"),
                target.lastError(),
                scraped,
                scraped == 0 ? "" : Text.clock((now.timeMillis() - scraped) / 1000),
                scraped == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.1f ms", target.scrapeSeconds() * 1000),
                explore("up" + target.labels()));
    }

    /// The labels as words; `but` names those that are left out.
    private static String words(Target target, String but) {
        var left = List.of(but.split(" ", -1));
        var words = new ArrayList<String>();
        target.labels()
                .forEach((name, value) -> {
                    if (!left.contains(name)) {
                        words.add(name + "=" + value);
                    }
                });
        return String.join("  ", words);
    }

    private String explore(String query) {
        return base + "/x/metrics?q=" + encoded(query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int count(List<Target> targets, Health health) {
        return (int) targets.stream().filter(each -> each.health() == health).count();
    }

    private static String name(Health health) {
        return health.name().toLowerCase(Locale.ROOT);
    }
}
