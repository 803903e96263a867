// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What matchers select of a world, as far as that does not depend on who runs when: templates of pods'
/// series by service, and the series that are always there. Worked out once for all timelines.
final class SeriesPlan {
    /// Labels of pods' series that are the same for all pods of a service.
    private static final Set<String> OF_SERVICE = Set.of("job", "namespace", "service");

    /// Series of components, in label order.
    final List<Row> fixed;

    /// By service, in the order of labels within a pod; all that match on pods that [#podMatchers]
    /// accept.
    private final int[][] templates;

    /// What is left to ask of each pod's common labels.
    final List<Matcher> podMatchers;

    /// Whether pods in order of `instance`, each with its templates in order, are in label order: there
    /// is one metric name, and no label of its own sorts before `instance`.
    final boolean inPodOrder;

    SeriesPlan(List<Matcher> matchers, List<Row> allFixed, List<PodMetrics> pods) {
        fixed = fixed(matchers, allFixed);
        var left = new ArrayList<Matcher>();
        for (var matcher : matchers) {
            if (PodMetrics.isCommon(matcher.name()) && !OF_SERVICE.contains(matcher.name())) {
                left.add(matcher);
            }
        }
        podMatchers = List.copyOf(left);
        templates = new int[pods.size()][];
        var names = new ArrayList<String>();
        boolean ordered = true;
        for (int service = 0; service < templates.length; service++) {
            var metrics = pods.get(service);
            templates[service] =
                    ofService(matchers, metrics) ? metrics.matching(matchers) : new int[0];
            ordered &= metrics.inPodOrder(templates[service], names);
        }
        inPodOrder = ordered && names.size() <= 1;
    }

    private static List<Row> fixed(List<Matcher> matchers, List<Row> all) {
        var found = new ArrayList<Row>();
        for (var row : all) {
            if (Matcher.all(matchers, row.labels())) {
                found.add(row);
            }
        }
        found.sort(Comparator.comparing(Row::labels));
        return List.copyOf(found);
    }

    private static boolean ofService(List<Matcher> matchers, PodMetrics metrics) {
        for (var matcher : matchers) {
            if (OF_SERVICE.contains(matcher.name())
                    && !matcher.matches(metrics.ofService(matcher.name()))) {
                return false;
            }
        }
        return true;
    }

    int[] templates(int service) {
        return templates[service];
    }
}
