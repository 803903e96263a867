// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import brownout.query.syntax.DurationText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One case of a timeline file, see `routing/README.md` in the resources: what happens and what should
/// be sent. Times are in milliseconds since the case's start.
final class RoutingScript {
    private static final long RESEND = 60_000;
    private static final long RESOLVED_RETENTION = 900_000;

    /// What the world is like while the case is played.
    static final class World {
        Router router;
        Cluster cluster;
        List<Silence> silences = List.of();
        final List<LinkedHashSet<String>> outages = new ArrayList<>();

        World(Router router, Cluster cluster) {
            this.router = router;
            this.cluster = cluster;
            cluster.peers().forEach(_ -> outages.add(new LinkedHashSet<>()));
        }

        void step(long at, List<PostedAlert> posted, List<Notification> sent) {
            var inboxes = new ArrayList<Inbox>();
            for (var outage : outages) {
                inboxes.add(new Inbox(posted, silences, List.copyOf(outage)));
            }
            var step = cluster.step(router, at, inboxes);
            cluster = step.cluster();
            sent.addAll(step.notifications());
        }

        void reload(String text, long at) {
            router = new Router(Config.read("reload.yml", text));
            var states = cluster.peers().stream().map(state -> router.adopt(state, at)).toList();
            cluster = new Cluster(states, cluster.gossip());
        }
    }

    /// What changes at one moment.
    static final class Moment {
        final List<PostedAlert> alerts = new ArrayList<>();
        final List<Consumer<World>> changes = new ArrayList<>();
    }

    final String name;
    final SortedMap<Long, Moment> moments = new TreeMap<>();
    final List<String> expected = new ArrayList<>();
    long start = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    long until;
    int peers = 1;
    boolean gossip;
    String config = "";

    private final Map<String, Labels> alerts = new LinkedHashMap<>();
    private final Map<Labels, String> names = new LinkedHashMap<>();
    private final Map<String, long[]> firing = new LinkedHashMap<>(); // since, until

    private record Resolved(String alert, long at, long since, long end) {}

    private final List<Resolved> resolved = new ArrayList<>();
    private final Map<String, List<long[]>> history = new LinkedHashMap<>();

    private RoutingScript(String name) {
        this.name = name;
    }

    static List<RoutingScript> read(String text) {
        var scripts = new ArrayList<RoutingScript>();
        for (var part : text.split("(?m)^=== ", -1)) {
            if (!part.isBlank()) {
                scripts.add(parse(part));
            }
        }
        return scripts;
    }

    private static RoutingScript parse(String part) {
        var lines = part.lines().toList();
        var script = new RoutingScript(lines.getFirst().strip());
        var receivers = new ArrayList<String>();
        for (int i = 1; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            var words = line.strip().split(" +", 3);
            int block = i + 1;
            while (block < lines.size() && lines.get(block).startsWith("    ")) {
                block++;
            }
            var body = new ArrayList<String>();
            lines.subList(i + 1, block).forEach(each -> body.add(each.substring(4)));
            i = block - 1;
            switch (words[0]) {
                case "time" -> script.start = Instant.parse(words[1]).toEpochMilli();
                case "config" -> script.config = String.join("\n", body) + "\n";
                case "receivers" -> receivers.addAll(List.of(line.strip().split(" ")));
                case "peers" -> {
                    script.peers = Integer.parseInt(words[1]);
                    script.gossip = words[2].equals("gossip");
                }
                case "alert" -> script.define(words[1], words[2]);
                case "at" -> script.event(millis(words[1]), words[2], body, receivers);
                case "until" -> script.until = millis(words[1]);
                case "expect" -> body.forEach(each -> script.expected.add(each.strip()));
                default -> throw new AssertionError(script.name + ": what is " + line);
            }
        }
        script.config += yaml(receivers);
        script.resend();
        return script;
    }

    /// `receivers a quiet b` as YAML.
    private static String yaml(List<String> words) {
        var yaml = new StringBuilder();
        boolean quiet = false;
        for (var word : words) {
            switch (word) {
                case "receivers" -> yaml.append(yaml.isEmpty() ? "receivers:\n" : "");
                case "quiet" -> quiet = true;
                default -> {
                    yaml.append(
                            "- {name: '%s', webhook_configs: [{url: 'http://%s/', send_resolved: %s}]}\n"
                                    .formatted(word, word, !quiet));
                    quiet = false;
                }
            }
        }
        return yaml.toString();
    }

    private void define(String alert, String text) {
        var labels = new TreeMap<String, String>();
        MatcherText.parse(text).forEach(matcher -> labels.put(matcher.name(), matcher.value()));
        alerts.put(alert, Labels.of(labels));
        names.put(Labels.of(labels), alert);
    }

    private Labels labels(String alert) {
        var labels = alerts.get(alert);
        if (labels == null) {
            throw new AssertionError(name + ": no alert " + alert);
        }
        return labels;
    }

    private Moment moment(long at) {
        return moments.computeIfAbsent(at, _ -> new Moment());
    }

    private void event(long at, String what, List<String> body, List<String> receivers) {
        var words = what.split(" +");
        var changes = moment(at).changes;
        switch (words[0]) {
            case "fire" -> {
                for (int i = 1; i < words.length; i++) {
                    stop(words[i], at);
                    firing.put(words[i], new long[] {at, Long.MAX_VALUE});
                }
            }
            case "resolve" -> {
                for (int i = 1; i < words.length; i++) {
                    long since = stop(words[i], at);
                    for (long again = 0; again <= RESOLVED_RETENTION; again += RESEND) {
                        resolved.add(new Resolved(words[i], at + again, since, at));
                    }
                }
            }
            case "post" -> moment(at).alerts.add(post(words));
            case "silence" -> {
                var draft = draft(words);
                changes.add(world ->
                        world.silences =
                                Silences.set(world.silences, draft, start + at, words[1])
                                        .silences());
            }
            case "expire" ->
                    changes.add(world ->
                            world.silences = Silences.expire(world.silences, words[1], start + at));
            case "outage" ->
                    changes.add(world ->
                            on(words).forEach(peer -> world.outages.get(peer).add(words[1])));
            case "repair" ->
                    changes.add(world ->
                            on(words).forEach(peer -> world.outages.get(peer).remove(words[1])));
            case "reload" -> {
                var text = String.join("\n", body) + "\n" + yaml(receivers);
                changes.add(world -> world.reload(text, start + at));
            }
            default -> throw new AssertionError(name + ": what is " + what);
        }
    }

    /// Ends what `alert` does until `at`; gives since when it has fired.
    private long stop(String alert, long at) {
        var span = firing.remove(alert);
        resolved.removeIf(each -> each.alert.equals(alert) && each.at >= at);
        if (span == null) {
            return at;
        }
        history.computeIfAbsent(alert, _ -> new ArrayList<>()).add(new long[] {span[0], at});
        return span[0];
    }

    /// What Prometheus does: a firing alert is sent every minute, to end four minutes later.
    private void resend() {
        firing.forEach((alert, span) ->
                history.computeIfAbsent(alert, _ -> new ArrayList<>())
                        .add(new long[] {span[0], until}));
        for (var alert : alerts.keySet()) {
            for (var span : history.getOrDefault(alert, List.of())) {
                for (long at = span[0]; at < span[1]; at += RESEND) {
                    moment(at).alerts.add(posted(alert, span[0], at + 4 * RESEND));
                }
            }
        }
        for (var each : resolved) {
            if (each.at <= until) {
                moment(each.at).alerts.add(posted(each.alert, each.since, each.end));
            }
        }
    }

    private PostedAlert posted(String alert, long starts, long ends) {
        return PostedAlert.of(labels(alert), Labels.EMPTY, start + starts, start + ends);
    }

    private PostedAlert post(String[] words) {
        var starts = OptionalLong.empty();
        var ends = OptionalLong.empty();
        for (int i = 2; i < words.length; i++) {
            var time =
                    OptionalLong.of(start + millis(words[i].substring(words[i].indexOf('=') + 1)));
            if (words[i].startsWith("starts=")) {
                starts = time;
            } else {
                ends = time;
            }
        }
        return new PostedAlert(labels(words[1]), Labels.EMPTY, starts, ends, "");
    }

    private Silence draft(String[] words) {
        long from = words.length > 5 ? start + millis(words[6]) : Long.MIN_VALUE;
        return new Silence(
                "", MatcherText.parse(words[2]), from, start + millis(words[4]), 0, "me", "test");
    }

    /// The peers an event is about.
    private List<Integer> on(String[] words) {
        if (words.length > 3) {
            return List.of(Integer.parseInt(words[3]));
        }
        var all = new ArrayList<Integer>();
        for (int i = 0; i < peers; i++) {
            all.add(i);
        }
        return all;
    }

    // ---- playing it

    /// What is sent, one line each: with a step every second, or only where something happens.
    List<String> play(boolean everySecond) {
        var router = new Router(Config.read("config.yml", config));
        var world = new World(router, Cluster.of(peers, gossip));
        var sent = new ArrayList<Notification>();
        long last = -1;
        var times = new TreeMap<>(moments);
        for (long at = 0; everySecond && at < until; at += 1000) {
            times.putIfAbsent(at, new Moment());
        }
        times.putIfAbsent(until, new Moment());
        for (var entry : times.headMap(until + 1).entrySet()) {
            long at = entry.getKey();
            if (!entry.getValue().changes.isEmpty() && at - 1 > last) {
                world.step(
                        start + at - 1,
                        List.of(),
                        sent); // what was due under the old circumstances
            }
            entry.getValue().changes.forEach(change -> change.accept(world));
            world.step(start + at, entry.getValue().alerts, sent);
            last = at;
        }
        return sent.stream().map(this::line).toList();
    }

    private String line(Notification notification) {
        var text = new StringBuilder();
        text.append(ConfigPrinter.duration(notification.atMillis() - start)).append(' ');
        text.append(notification.receiver());
        if (!notification.integration().equals("webhook[0]")) {
            text.append('/').append(notification.integration());
        }
        text.append(' ').append(notification.reason().name().toLowerCase(Locale.ROOT));
        for (var told : notification.alerts()) {
            text.append(told.firing() ? " +" : " -").append(names.get(told.alert().labels()));
        }
        return text + (notification.peer() == 0 ? "" : " (peer " + notification.peer() + ")");
    }

    /// The expected lines with their times spelt as [#play] does.
    List<String> expected() {
        return expected.stream()
                .map(line -> {
                    int space = line.indexOf(' ');
                    return ConfigPrinter.duration(millis(line.substring(0, space)))
                            + line.substring(space);
                })
                .toList();
    }

    private static long millis(String text) {
        boolean minus = text.startsWith("-");
        var nanos = DurationText.prometheus(minus ? text.substring(1) : text);
        if (nanos.isEmpty()) {
            throw new AssertionError("no duration: " + text);
        }
        long millis = nanos.getAsLong() / 1_000_000;
        return minus ? -millis : millis;
    }
}
