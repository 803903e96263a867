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
        for (var database : estate.databases()) {
            list.begin(World.Kind.DATABASE);
            for (var query : database.queries()) {
                var verb = query.statement().split(" ", 2)[0];
                list.add(
                        query.name(),
                        verb,
                        query.statement(),
                        query.meanMicros(),
                        query.sigma(),
                        query.errorRatio(),
                        false);
            }
        }
        for (var cache : estate.caches()) {
            list.begin(World.Kind.CACHE);
            for (var command : cache.commands()) {
                var verb = command.command().split(" ", 2)[0];
                list.add(
                        command.name(),
                        verb,
                        command.command(),
                        command.meanMicros(),
                        command.sigma(),
                        0,
                        command.read());
            }
        }
        for (var party : estate.thirdParties()) {
            list.begin(World.Kind.THIRD_PARTY);
            for (var endpoint : party.operations()) {
                list.add(
                        endpoint.name(),
                        endpoint.method(),
                        endpoint.route(),
                        endpoint.meanMicros(),
                        endpoint.sigma(),
                        endpoint.errorRatio(),
                        false);
            }
        }
        for (var store : estate.objectStores()) {
            list.begin(World.Kind.OBJECT_STORE);
            for (var request : store.requests()) {
                var path = "/" + request.bucket() + "/{id}";
                list.add(
                        request.name(),
                        request.method(),
                        path,
                        request.meanMicros(),
                        request.sigma(),
                        request.errorRatio(),
                        false);
            }
        }
        for (var cluster : estate.searchClusters()) {
            list.begin(World.Kind.SEARCH);
            for (var query : cluster.queries()) {
                list.add(
                        query.name(),
                        query.method(),
                        query.route(),
                        query.meanMicros(),
                        query.sigma(),
                        query.errorRatio(),
                        false);
            }
        }
        for (var topic : estate.queues()) {
            list.begin(World.Kind.TOPIC);
            list.add(
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

    /// Numbers components and their targets as they come.
    private static final class Listing {
        final List<Target> targets = new ArrayList<>();
        private World.Kind kind = World.Kind.SERVICE;
        private int component;
        private int operation;

        /// The next component, of this kind.
        void begin(World.Kind ofNext) {
            component = kind == ofNext ? component + 1 : 0;
            kind = ofNext;
            operation = 0;
        }

        void add(
                String name,
                String method,
                String text,
                long meanMicros,
                double sigma,
                double errorRatio,
                boolean read) {
            targets.add(
                    new Target(
                            targets.size(),
                            kind,
                            component,
                            operation++,
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
