// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.model.Latency;
import java.util.ArrayList;
import java.util.List;

/// Something that a call may go to besides a service's operation: a query class, a cache's command, an
/// endpoint of a third party, a request of an object store or search cluster, or a topic. `number`
/// counts all of them, `operation` those of the component; `method` and `text` are what signals call it
/// (`SELECT` and the statement, `GET` and the route, …). It takes `meanMicros`, spread as `latency`
/// says, and fails by itself with `errorRatio`; a `read` hits or misses.
public record Target(
        int number,
        World.Kind kind,
        int component,
        int operation,
        String name,
        String method,
        String text,
        long meanMicros,
        Latency latency,
        double errorRatio,
        boolean read) {
    /// All targets of an estate, components in the order of [World.Kind] and of the file.
    static List<Target> of(Estate estate) {
        var list = new Listing();
        int component = 0;
        for (var database : estate.databases()) {
            for (var query : database.queries()) {
                var verb = query.statement().split(" ", 2)[0];
                list.kind = World.Kind.DATABASE;
                list.add(
                        component,
                        query.name(),
                        verb,
                        query.statement(),
                        query.meanMicros(),
                        query.sigma(),
                        query.errorRatio(),
                        false);
            }
            component++;
        }
        component = 0;
        for (var cache : estate.caches()) {
            for (var command : cache.commands()) {
                var verb = command.command().split(" ", 2)[0];
                list.kind = World.Kind.CACHE;
                list.add(
                        component,
                        command.name(),
                        verb,
                        command.command(),
                        command.meanMicros(),
                        command.sigma(),
                        0,
                        command.read());
            }
            component++;
        }
        component = 0;
        for (var party : estate.thirdParties()) {
            for (var endpoint : party.operations()) {
                list.kind = World.Kind.THIRD_PARTY;
                list.add(
                        component,
                        endpoint.name(),
                        endpoint.method(),
                        endpoint.route(),
                        endpoint.meanMicros(),
                        endpoint.sigma(),
                        endpoint.errorRatio(),
                        false);
            }
            component++;
        }
        component = 0;
        for (var store : estate.objectStores()) {
            for (var request : store.requests()) {
                list.kind = World.Kind.OBJECT_STORE;
                list.add(
                        component,
                        request.name(),
                        request.method(),
                        "/" + request.bucket() + "/{id}",
                        request.meanMicros(),
                        request.sigma(),
                        request.errorRatio(),
                        false);
            }
            component++;
        }
        component = 0;
        for (var cluster : estate.searchClusters()) {
            for (var query : cluster.queries()) {
                list.kind = World.Kind.SEARCH;
                list.add(
                        component,
                        query.name(),
                        query.method(),
                        query.route(),
                        query.meanMicros(),
                        query.sigma(),
                        query.errorRatio(),
                        false);
            }
            component++;
        }
        component = 0;
        for (var topic : estate.queues()) {
            list.kind = World.Kind.TOPIC;
            list.add(
                    component++,
                    Estate.Queue.PUBLISH,
                    Estate.Queue.PUBLISH,
                    topic.name(),
                    topic.publishMicros(),
                    topic.publishSigma(),
                    0,
                    false);
        }
        return List.copyOf(list.targets);
    }

    /// Numbers them as they come.
    private static final class Listing {
        final List<Target> targets = new ArrayList<>();
        World.Kind kind = World.Kind.DATABASE;
        private int component = -1;
        private int operation;

        void add(
                int ofComponent,
                String name,
                String method,
                String text,
                long meanMicros,
                double sigma,
                double errorRatio,
                boolean read) {
            boolean same =
                    !targets.isEmpty()
                            && targets.getLast().kind() == kind
                            && component == ofComponent;
            operation = same ? operation + 1 : 0;
            component = ofComponent;
            targets.add(
                    new Target(
                            targets.size(),
                            kind,
                            component,
                            operation,
                            name,
                            method,
                            text,
                            meanMicros,
                            Latency.of(sigma),
                            errorRatio,
                            read));
        }
    }

    /// The number of this target in a region.
    public int in(World world, int region) {
        return number * world.regions + region;
    }
}
