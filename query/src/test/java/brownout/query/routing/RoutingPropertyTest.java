// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Random trees, rules, silences and alerts: the router and a naive one say the same, and the router
/// says it however often it is asked. `-Drouting.seed=N` plays one seed again.
class RoutingPropertyTest {
    private static final int SEEDS = 60;
    private static final int SECONDS = 400;

    private static final class Dice {
        private long state;

        Dice(long seed) {
            state = seed * 0x9e3779b97f4a7c15L + 1;
        }

        int below(int bound) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            return (int) Long.remainderUnsigned(((state >>> 33) * 2654435761L) >>> 7, bound);
        }

        boolean oneIn(int many) {
            return below(many) == 0;
        }

        String of(String... some) {
            return some[below(some.length)];
        }
    }

    @Test
    void asTheNaiveOne() {
        var given = Long.getLong("routing.seed");
        int notifications = 0;
        for (long seed = given == null ? 0 : given;
                seed < (given == null ? SEEDS : given + 1);
                seed++) {
            notifications += play(seed);
        }
        assertTrue(given != null || notifications > 20 * SEEDS, notifications + " notifications");
    }

    private static int play(long seed) {
        var dice = new Dice(seed);
        var yaml = config(dice);
        var again = "-Drouting.seed=" + seed + "\n" + yaml;
        var config = Config.read("random.yml", yaml);
        var posts = posts(dice);
        var silences = silences(dice);
        var naive = new NaivePager(config);
        var router = new Router(config);
        var state = RoutingState.EMPTY;
        var sent = new ArrayList<Notification>();
        for (int second = 0; second <= SECONDS; second++) {
            var alerts = posts.getOrDefault(second, List.of());
            naive.second(second * 1000L, alerts, silences);
            var step = router.step(state, second * 1000L, Inbox.of(alerts, silences));
            state = step.state();
            sent.addAll(step.notifications());
        }
        assertEquals(sorted(naive.lines), sorted(lines(sent)), again);
        sparse(router, posts, silences, sent, state, again);
        return sent.size();
    }

    /// Steps only where alerts come in: the same notifications and the same state.
    private static void sparse(
            Router router,
            SortedMap<Integer, List<PostedAlert>> posts,
            List<Silence> silences,
            List<Notification> expected,
            RoutingState last,
            String again) {
        var state = RoutingState.EMPTY;
        var sent = new ArrayList<Notification>();
        for (var entry : posts.entrySet()) {
            var step =
                    router.step(
                            state, entry.getKey() * 1000L, Inbox.of(entry.getValue(), silences));
            state = step.state();
            sent.addAll(step.notifications());
        }
        var step = router.step(state, SECONDS * 1000L, Inbox.of(List.of(), silences));
        sent.addAll(step.notifications());
        assertEquals(expected, sent, again);
        assertEquals(last.alerts(), step.state().alerts(), again);
        assertEquals(last.groups(), step.state().groups(), again);
        assertEquals(last.log(), step.state().log(), again);
        assertEquals(last.dueMillis(), step.state().dueMillis(), again);
    }

    private static List<String> lines(List<Notification> sent) {
        var lines = new ArrayList<String>();
        for (var notification : sent) {
            var firing = new TreeSet<String>();
            var resolved = new TreeSet<String>();
            notification
                    .alerts()
                    .forEach(told ->
                            (told.firing() ? firing : resolved)
                                    .add(told.alert().labels().toString()));
            var number = notification.integration().replaceAll("[^0-9]", "");
            lines.add(
                    NaivePager.line(
                            notification.atMillis(),
                            notification.receiver() + number,
                            firing,
                            resolved));
        }
        return lines;
    }

    private static String sorted(List<String> lines) {
        return String.join("\n", lines.stream().sorted().toList());
    }

    // ---- what is played

    private static String config(Dice dice) {
        var yaml = new StringBuilder("route:\n  receiver: r0\n");
        options(dice, yaml, "  ", true);
        yaml.append("  routes:\n");
        for (int i = 1 + dice.below(3); i > 0; i--) {
            route(dice, yaml, "  ", 2);
        }
        yaml.append("receivers:\n");
        for (int i = 0; i < 3; i++) {
            yaml.append("- name: r").append(i).append("\n  webhook_configs:\n");
            for (int j = dice.below(3); j >= 0 && j < 2; j--) {
                yaml.append("  - {url: 'http://x/', send_resolved: ")
                        .append(!dice.oneIn(3))
                        .append("}\n");
            }
            if (yaml.toString().endsWith("webhook_configs:\n")) {
                yaml.append("  - {url: 'http://x/'}\n");
            }
        }
        if (!dice.oneIn(3)) {
            yaml.append("inhibit_rules:\n");
            for (int i = dice.below(3); i >= 0; i--) {
                yaml.append("- source_matchers: [").append(matcher(dice)).append("]\n");
                yaml.append("  target_matchers: [").append(matcher(dice)).append("]\n");
                yaml.append("  equal: ").append(dice.of("[]", "[a]", "[b]", "[a, b]")).append("\n");
            }
        }
        return yaml.toString();
    }

    private static void route(Dice dice, StringBuilder yaml, String indent, int depth) {
        yaml.append(indent).append("- matchers: [").append(matcher(dice)).append("]\n");
        var inner = indent + "  ";
        yaml.append(inner).append("continue: ").append(dice.oneIn(2)).append("\n");
        if (dice.oneIn(2)) {
            yaml.append(inner).append("receiver: r").append(dice.below(3)).append("\n");
        }
        options(dice, yaml, inner, false);
        if (depth > 1 && dice.oneIn(2)) {
            yaml.append(inner).append("routes:\n");
            for (int i = dice.below(2); i >= 0; i--) {
                route(dice, yaml, inner, depth - 1);
            }
        }
    }

    private static void options(Dice dice, StringBuilder yaml, String indent, boolean all) {
        if (all || dice.oneIn(3)) {
            var by = dice.of("[]", "[a]", "[b]", "[a, s]", "['...']", "[missing, b]");
            yaml.append(indent).append("group_by: ").append(by).append("\n");
        }
        if (all || dice.oneIn(3)) {
            yaml.append(indent).append("group_wait: ").append(dice.below(20)).append("s\n");
        }
        if (all || dice.oneIn(3)) {
            yaml.append(indent).append("group_interval: ").append(3 + dice.below(25)).append("s\n");
        }
        if (all || dice.oneIn(3)) {
            yaml.append(indent)
                    .append("repeat_interval: ")
                    .append(10 + dice.below(80))
                    .append("s\n");
        }
    }

    private static String matcher(Dice dice) {
        return dice.of(
                "'a=\"1\"'",
                "'a!=\"1\"'",
                "'b=~\"1|2\"'",
                "'b=\"3\"'",
                "'s=\"warning\"'",
                "'s=\"critical\"'",
                "'s=~\"critical|warning\"'",
                "'c=\"\"'",
                "'c!=\"\"'");
    }

    /// Alerts that fire and end, sent again every 20 s for another minute; some end by a last word that
    /// is said twice, some because nobody speaks of them any more.
    private static SortedMap<Integer, List<PostedAlert>> posts(Dice dice) {
        var posts = new TreeMap<Integer, List<PostedAlert>>();
        for (int i = 0; i < 10; i++) {
            var labels =
                    Labels.of(
                            "a", dice.of("1", "2"),
                            "b", dice.of("1", "2", "3"),
                            "c", dice.of("", "x"),
                            "n", String.valueOf(i),
                            "s", dice.of("warning", "critical", "info"));
            int at = dice.below(120);
            while (at < SECONDS) {
                int since = at - (dice.oneIn(5) ? dice.below(60) : 0);
                int until = at + 5 + dice.below(100);
                for (int t = at; t < until; t += 20) {
                    post(posts, t, labels, since, t + 60);
                }
                if (!dice.oneIn(3)) {
                    post(posts, until, labels, since, until);
                    post(posts, until + 20, labels, since, until);
                    at = until + 21 + dice.below(100);
                } else {
                    at = until + 61 + dice.below(100); // after it ended by itself
                }
            }
        }
        return posts.headMap(SECONDS + 1);
    }

    private static void post(
            SortedMap<Integer, List<PostedAlert>> posts,
            int at,
            Labels labels,
            int starts,
            int ends) {
        posts.computeIfAbsent(at, _ -> new ArrayList<>())
                .add(PostedAlert.of(labels, Labels.EMPTY, starts * 1000L, ends * 1000L));
    }

    private static List<Silence> silences(Dice dice) {
        var silences = new ArrayList<Silence>();
        for (int i = dice.below(3); i > 0; i--) {
            var matchers = MatcherText.parse(matcher(dice).replace("'", ""));
            long start = dice.below(300) * 1000L;
            silences.add(
                    new Silence(
                            "s" + i, matchers, start, start + dice.below(100) * 1000L, 0, "", ""));
        }
        return silences;
    }
}
