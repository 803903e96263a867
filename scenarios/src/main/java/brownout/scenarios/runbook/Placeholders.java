// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.runbook;

import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What stands in a runbook's queries for the part of the estate that it is read for: `{{database}}`
/// becomes the value of the alert's label `service` where that is one of the estate's databases, and
/// otherwise the first of them. So nothing but names of the estate comes into a query.
public final class Placeholders {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private static final List<Place> ALL =
            List.of(
                    new Place("service", "service", Placeholders::services),
                    new Place("peer_service", "peer_service", Placeholders::callees),
                    new Place("region", "region", Estate::regionNames),
                    new Place(
                            "database",
                            "service",
                            estate -> names(estate.databases(), Estate.Database::name)),
                    new Place(
                            "cache",
                            "service",
                            estate -> names(estate.caches(), Estate.Cache::name)),
                    new Place(
                            "topic", "topic", estate -> names(estate.queues(), Estate.Queue::name)),
                    new Place("consumergroup", "consumergroup", Placeholders::groups),
                    new Place("node", "node", Placeholders::nodes),
                    new Place("party", "service", Placeholders::parties));

    /// Where a name comes from; the first of `names` stands for the part where no label names one.
    private record Place(String name, String label, Function<Estate, List<String>> names) {}

    private Placeholders() {}

    /// The names that may stand in braces.
    public static List<String> known() {
        return names(ALL, Place::name);
    }

    /// `text` with every placeholder filled. `labels` gives the value of a label of the alert, or "".
    ///
    /// @throws IllegalArgumentException where it has one that is not known
    public static String fill(String text, Function<String, String> labels, Estate estate) {
        return PLACE.matcher(text).replaceAll(match -> value(match.group(1), labels, estate));
    }

    private static String value(String name, Function<String, String> labels, Estate estate) {
        var place =
                ALL.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no placeholder {{" + name + "}}; there are " + known()));
        var names = place.names().apply(estate);
        var given = labels.apply(place.label());
        return names.contains(given) ? given : names.isEmpty() ? name : names.getFirst();
    }

    private static <T> List<String> names(List<T> parts, Function<T, String> name) {
        return parts.stream().map(name).toList();
    }

    /// The services, that of most requests first.
    private static List<String> services(Estate estate) {
        var front =
                estate.routes().isEmpty()
                        ? List.<String>of()
                        : List.of(estate.routes().getFirst().service());
        return concat(front, estate.serviceNames());
    }

    /// What may be called, what the first of [#services] calls before all else.
    private static List<String> callees(Estate estate) {
        var calls =
                estate.service(services(estate).getFirst()).stream()
                        .flatMap(front -> front.operations().stream())
                        .flatMap(operation -> operation.calls().stream())
                        .map(Estate.Call::target)
                        .filter(estate.serviceNames()::contains)
                        .toList();
        return concat(calls, concat(estate.serviceNames(), parties(estate)));
    }

    private static List<String> parties(Estate estate) {
        return names(estate.thirdParties(), Estate.ThirdParty::name);
    }

    private static List<String> groups(Estate estate) {
        return estate.queues().stream()
                .flatMap(queue -> queue.consumers().stream())
                .map(Estate.ConsumerGroup::name)
                .toList();
    }

    private static List<String> nodes(Estate estate) {
        return estate.regions().stream()
                .flatMap(region -> region.nodes().stream())
                .map(Estate.Node::name)
                .toList();
    }

    private static List<String> concat(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
