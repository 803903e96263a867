// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.LogStore.LineHints;
import brownout.simulator.condition.Failure;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Business;
import brownout.simulator.estate.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// That wanted lines hold a word: letters, digits and underscores in a row, with others than those that
/// ids, numbers and times are made of. Hardly any service says it while all is well, so requests
/// without failure need not even be computed to know that their lines do not.
///
/// A line that holds a text holds each word of the text within one of its own.
record InfoWord(String word) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+");

    /// What hex digits, times and the numbers of users can hold.
    private static final Pattern CHANGING = Pattern.compile("[0-9a-f]*|[0-9TZ]*|u?s?e?r?_?[0-9]*");

    /// What request lines without failure say anywhere, whoever writes them.
    private static final List<String> SAID =
            List.of(
                    "timestamp level INFO service traceId spanId message duration_ms endpoint user_id",
                    "error_type stack_trace pod method consumer_group partition offset redelivered",
                    "status true false Message handled Request completed declined not found",
                    Failure.NOT_FOUND.errorType());

    /// The longest such word that lines with `hints` hold.
    static Optional<InfoWord> of(LineHints hints) {
        var longest = "";
        for (var text : hints.substrings()) {
            var words = WORD.matcher(text);
            while (words.find()) {
                var word = words.group();
                if (word.length() > longest.length() && !CHANGING.matcher(word).matches()) {
                    longest = word;
                }
            }
        }
        return longest.isEmpty() ? Optional.empty() : Optional.of(new InfoWord(longest));
    }

    /// `wanted`, by stream of requests, without those of level INFO that do not hold the word unless a
    /// condition says it, see [#isSaid].
    boolean[] among(boolean[] wanted, Snapshot snapshot) {
        var world = snapshot.world;
        var left = wanted.clone();
        if (isIn(SAID)) {
            return left;
        }
        for (int region = 0; world.ingress != null && region < world.regions; region++) {
            left[world.ingressStream(region)] &= AccessLines.mayHold(world, word);
        }
        var says = services(snapshot);
        for (int service = 0; service < world.services; service++) {
            for (int region = 0; region < world.regions && !says[service]; region++) {
                left[Streams.index(world.workload(service, region), TickRecord.INFO)] = false;
            }
        }
        return left;
    }

    /// Which services' lines may hold the word.
    private boolean[] services(Snapshot snapshot) {
        var world = snapshot.world;
        var says = new boolean[world.services];
        for (int service = 0; service < says.length; service++) {
            says[service] = world.service(service).name().contains(word);
        }
        for (var op : world.ops) {
            says[op.service()] |=
                    isIn(List.of(op.route(), op.method()))
                            || isRow(world, op)
                            || isIn(world, op.spec().says())
                            || isIn(world, op.spec().decline().says());
        }
        for (int route = 0; route < world.trees.length; route++) {
            if (world.isConsumer(route)) {
                var consumer = world.consumer(route);
                var topic = world.estate.queues().get(consumer.topic()).name();
                says[world.ops[world.nodes[route][0].op()].service()] |=
                        isIn(List.of(topic, consumer.group().name()));
            }
        }
        for (int id = 0; id < snapshot.fleet.size(); id++) {
            var pod = snapshot.fleet.pod(id);
            says[pod.service] |= pod.name.contains(word);
        }
        return says;
    }

    private boolean isIn(List<String> texts) {
        return texts.stream().anyMatch(text -> text.contains(word));
    }

    /// Whether one of the sentences may hold it. What they leave open is [#CHANGING], the currency aside
    /// and the message, which its service is known to name.
    private boolean isIn(World world, List<Sentence> sentences) {
        return sentences.stream()
                .anyMatch(sentence ->
                        sentence.holds(word)
                                || (sentence.has(Sentence.Placeholder.CURRENCY)
                                        && isIn(currencies(world))));
    }

    private static List<String> currencies(World world) {
        return world.estate.business().map(Business::currencies).orElse(List.of());
    }

    /// Whether it is the row that an operation may not find.
    private boolean isRow(World world, World.Op op) {
        return Arrays.stream(op.edges())
                .anyMatch(edge ->
                        edge.kind() == World.Kind.DATABASE
                                && Messages.row(world, edge).contains(word));
    }

    /// Whether what conditions make of requests that began in `tick` is logged with the word.
    boolean isSaid(Snapshot snapshot, int tick) {
        return snapshot.conditionsSay(tick, word);
    }
}
