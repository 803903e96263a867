// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import brownout.simulator.estate.Estate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which component leads to which: services to what they call and to the dead
/// letters of what they consume, topics to the services that consume them.
final class Links {
    /// `later` marks a message instead of a call.
    record Link(String from, String to, boolean later) {}

    private final Estate estate;
    private final Set<Link> links = new LinkedHashSet<>();

    Links(Estate estate) {
        this.estate = estate;
        for (var service : estate.services()) {
            for (var operation : service.operations()) {
                for (var call : operation.calls()) {
                    boolean later = estate.queue(call.target()).isPresent();
                    links.add(new Link(service.name(), call.target(), later));
                }
            }
        }
        for (var queue : estate.queues()) {
            for (var group : queue.consumers()) {
                links.add(new Link(queue.name(), group.service(), true));
                if (!group.deadLetters().isEmpty()) {
                    links.add(new Link(group.service(), group.deadLetters(), true));
                }
            }
        }
    }

    Set<Link> all() {
        return links;
    }

    /// What leads to `component`, in file order.
    List<String> callersOf(String component) {
        return links.stream().filter(l -> l.to().equals(component)).map(Link::from).toList();
    }

    /// The fewest steps from where requests come in, or from a job, to each service and topic.
    Map<String, Integer> distances() {
        var distances = new TreeMap<String, Integer>();
        var next = new ArrayDeque<String>();
        for (var start : starts()) {
            if (distances.putIfAbsent(start, 0) == null) {
                next.add(start);
            }
        }
        while (!next.isEmpty()) {
            var from = next.remove();
            for (var link : links) {
                int distance = distances.getOrDefault(from, 0) + 1;
                if (link.from().equals(from)
                        && distances.putIfAbsent(link.to(), distance) == null) {
                    next.add(link.to());
                }
            }
        }
        return distances;
    }

    private List<String> starts() {
        var starts = new ArrayList<String>();
        estate.routes().forEach(route -> starts.add(route.service()));
        for (var job : estate.jobs()) {
            job.loads().stream()
                    .map(Estate.Load::target)
                    .filter(target -> callersOf(target).isEmpty())
                    .filter(target -> estate.service(target).isPresent())
                    .forEach(starts::add);
        }
        return starts;
    }
}
