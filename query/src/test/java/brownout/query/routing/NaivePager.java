// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Alertmanager as one would write it in an afternoon: a loop over seconds, mutable maps keyed by text,
/// everything worked out anew each time. To be compared with; knows no outages, times or clusters.
final class NaivePager {
    private final Config config;
    private final Map<String, PostedAlert> latest = new TreeMap<>(); // by label text
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Told> told = new TreeMap<>();
    final List<String> lines = new ArrayList<>();

    private static final class Group {
        String key = "";
        String receiver = "";
        long next;
        long interval;
        long repeat;
        final TreeSet<String> members = new TreeSet<>();
    }

    private record Told(
            long at, long repeat, SortedSet<String> firing, SortedSet<String> resolved) {}

    private record Inherited(
            String receiver, List<String> by, long pause, long interval, long repeat) {}

    NaivePager(Config config) {
        this.config = config;
    }

    void second(long now, List<PostedAlert> posted, List<Silence> silences) {
        for (var alert : posted) {
            latest.put(alert.labels().toString(), alert);
            place(
                    config.route(),
                    "",
                    new Inherited("", List.of(), 30_000, 300_000, 14_400_000),
                    alert,
                    now);
        }
        for (Iterator<Group> all = groups.values().iterator(); all.hasNext(); ) {
            var group = all.next();
            if (group.next == now) {
                flush(group, now, silences);
                group.next = now + group.interval;
                group.members.removeIf(member -> !fires(member, now));
                if (group.members.isEmpty()) {
                    all.remove();
                }
            }
        }
    }

    private PostedAlert alert(String labels) {
        return Objects.requireNonNull(latest.get(labels), labels);
    }

    private boolean fires(String labels, long now) {
        return alert(labels).endsAtMillis().getAsLong() > now;
    }

    private static boolean all(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(m -> m.matches(labels.get(m.name())));
    }

    /// True where `route` or something below it took the alert.
    private boolean place(Route route, String path, Inherited from, PostedAlert alert, long now) {
        if (!all(route.matchers(), alert.labels())) {
            return false;
        }
        var options =
                new Inherited(
                        route.receiver().orElse(from.receiver),
                        route.groupBy().orElse(from.by),
                        route.groupWaitMillis().orElse(from.pause),
                        route.groupIntervalMillis().orElse(from.interval),
                        route.repeatIntervalMillis().orElse(from.repeat));
        boolean taken = false;
        for (int i = 0; i < route.routes().size(); i++) {
            var child = route.routes().get(i);
            boolean here = place(child, path + "/" + i, options, alert, now);
            taken |= here;
            if (here && !child.continues()) {
                break;
            }
        }
        if (!taken) {
            join(path, options, alert, now);
        }
        return true;
    }

    private void join(String path, Inherited options, PostedAlert alert, long now) {
        var labels = new TreeMap<String, String>();
        alert.labels()
                .forEach((name, value) -> {
                    if (options.by.contains(name) || options.by.contains("...")) {
                        labels.put(name, value);
                    }
                });
        var group = groups.get(path + labels);
        if (group == null) {
            group = new Group();
            group.key = path(path, config.route()) + ":" + labels;
            group.receiver = options.receiver;
            group.interval = options.interval;
            group.repeat = options.repeat;
            boolean old = alert.startsAtMillis().getAsLong() + options.pause < now;
            group.next = old ? now : now + options.pause;
            groups.put(path + labels, group);
        }
        group.members.add(alert.labels().toString());
    }

    /// Matchers from the root down: routes with equal ones share what was told.
    private static String path(String path, Route root) {
        var text = new StringBuilder();
        var route = root;
        for (var index : path.split("/", -1)) {
            if (!index.isEmpty()) {
                route = route.routes().get(Integer.parseInt(index));
                text.append('/').append(route.matchers());
            }
        }
        return text.toString();
    }

    private boolean muted(Labels target, long now, List<Silence> silences) {
        for (var silence : silences) {
            if (silence.startsAtMillis() <= now
                    && now < silence.endsAtMillis()
                    && all(silence.matchers(), target)) {
                return true;
            }
        }
        for (var rule : config.inhibitRules()) {
            for (var source : latest.values()) {
                var labels = source.labels();
                boolean equal =
                        rule.equal().stream().allMatch(n -> labels.get(n).equals(target.get(n)));
                boolean both = all(rule.sources(), target) && all(rule.targets(), labels);
                if (source.endsAtMillis().getAsLong() > now
                        && all(rule.sources(), labels)
                        && all(rule.targets(), target)
                        && equal
                        && !both) {
                    return true;
                }
            }
        }
        return false;
    }

    private void flush(Group group, long now, List<Silence> silences) {
        var firing = new TreeSet<String>();
        var resolved = new TreeSet<String>();
        for (var member : group.members) {
            if (!muted(alert(member).labels(), now, silences)) {
                (fires(member, now) ? firing : resolved).add(member);
            }
        }
        if (firing.isEmpty() && resolved.isEmpty()) {
            return;
        }
        for (var receiver : config.receivers()) {
            if (receiver.name().equals(group.receiver)) {
                for (int i = 0; i < receiver.integrations().size(); i++) {
                    boolean sendResolved = receiver.integrations().get(i).sendResolved();
                    tell(group, receiver.name() + i, sendResolved, now, firing, resolved);
                }
            }
        }
    }

    private void tell(
            Group group,
            String to,
            boolean sendResolved,
            long now,
            SortedSet<String> firing,
            SortedSet<String> resolved) {
        var key = group.key + " " + to;
        var last = told.get(key);
        if (last != null && now >= last.at + 2 * last.repeat) {
            last = null;
        }
        boolean wanted;
        if (last == null) {
            wanted = !firing.isEmpty();
        } else if (firing.isEmpty()) {
            wanted = !last.firing.isEmpty();
        } else {
            wanted =
                    !last.firing.containsAll(firing)
                            || (sendResolved && !last.resolved.containsAll(resolved))
                            || now - last.at > group.repeat;
        }
        if (wanted) {
            told.put(key, new Told(now, group.repeat, firing, resolved));
            if (!firing.isEmpty() || sendResolved) {
                lines.add(line(now, to, firing, sendResolved ? resolved : new TreeSet<>()));
            }
        }
    }

    static String line(long now, String to, SortedSet<String> firing, SortedSet<String> resolved) {
        return "%012d %s +%s -%s".formatted(now, to, firing, resolved);
    }
}
