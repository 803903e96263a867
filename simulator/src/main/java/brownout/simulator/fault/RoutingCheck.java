// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;

import brownout.query.routing.Config;
import brownout.query.routing.MatcherText;
import brownout.query.routing.Route;
import brownout.query.syntax.QueryError;
import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether what is done to who is told of alerts makes sense in an estate.
final class RoutingCheck {
    private static final long LONGEST = 7 * 86_400;
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int LONGEST_TEXT = 2000;

    private RoutingCheck() {}

    static Optional<String> check(RoutingEffect effect, Estate estate) {
        return switch (effect) {
            case RoutingEffect.AddRoute(var receiver, var matchers, var groupBy) ->
                    receiver(receiver, estate)
                            .or(() -> matchers(matchers))
                            .or(() -> groupBy.isEmpty() ? Optional.empty() : labels(groupBy));
            case RoutingEffect.RemoveRoute(var receiver, var matchers) ->
                    receiver(receiver, estate)
                            .or(() -> matchers.isEmpty() ? Optional.empty() : matchers(matchers));
            case RoutingEffect.GroupBy(var receiver, var groupBy) ->
                    receiver(receiver, estate).or(() -> labels(groupBy));
            case RoutingEffect.Silence(var matchers, var overSeconds) ->
                    silencing(matchers)
                            .or(() -> Checks.within("overSeconds", overSeconds, 60, LONGEST));
            case RoutingEffect.ExpireSilence(var matchers) -> matchers(matchers);
            case RoutingEffect.SetSilence silence -> set(silence);
            case RoutingEffect.EndSilence(var id) -> id(id);
            case RoutingEffect.DropInhibition _,
                    RoutingEffect.RestoreInhibition _,
                    RoutingEffect.PartCluster _,
                    RoutingEffect.JoinCluster _ ->
                    Optional.empty();
        };
    }

    private static Optional<String> receiver(String receiver, Estate estate) {
        var names = estate.alertmanager().receivers().stream().map(Config.Receiver::name).toList();
        return known("receiver", receiver, names);
    }

    private static Optional<String> set(RoutingEffect.SetSilence silence) {
        return id(silence.id())
                .or(() -> silence.replaces().isEmpty() ? Optional.empty() : id(silence.replaces()))
                .or(() -> silencing(silence.matchers()))
                .or(() ->
                        silence.endMillis() < silence.startMillis()
                                ? Optional.of("startMillis must not be after endMillis")
                                : Optional.empty())
                .or(() ->
                        silence.createdBy().length() > LONGEST_TEXT
                                        || silence.comment().length() > LONGEST_TEXT
                                ? Optional.of(
                                        "createdBy and comment must have no more than "
                                                + LONGEST_TEXT
                                                + " characters")
                                : Optional.empty());
    }

    private static Optional<String> id(String id) {
        return UUID.matcher(id).matches()
                ? Optional.empty()
                : Optional.of("\"" + id + "\" is not the id of a silence, a UUID");
    }

    /// As Alertmanager refuses it.
    private static Optional<String> silencing(String text) {
        var wrong = matchers(text);
        if (wrong.isPresent()) {
            return wrong;
        }
        boolean matchesAll = MatcherText.parse(text).stream().allMatch(m -> m.matches(""));
        return matchesAll
                ? Optional.of("at least one matcher must not match the empty string")
                : Optional.empty();
    }

    private static Optional<String> matchers(String text) {
        try {
            MatcherText.parse(text);
            return Optional.empty();
        } catch (QueryError e) {
            return Optional.of(e.text());
        }
    }

    private static Optional<String> labels(String groupBy) {
        if (groupBy.equals(Route.ALL_LABELS)) {
            return Optional.empty();
        }
        for (var label : List.of(groupBy.split(",", -1))) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.of("\"" + label + "\" is not the name of a label");
            }
        }
        return Optional.empty();
    }
}
