// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Who calls whom, as those count it who watch calls from both ends.
public final class CallPairs {
    /// The client of what comes from outside, and of jobs, which trace nothing.
    public static final String USER = "user";

    /// The names of each service's clients: services, and before
    /// them [#USER] where routes of customers and jobs begin.
    public final List<List<String>> clients = new ArrayList<>();

    /// The names of the databases, caches and topics that each service calls.
    public final List<List<String>> stores = new ArrayList<>();

    private final int[] places; // by edge

    CallPairs(World world) {
        for (int service = 0; service < world.services; service++) {
            clients.add(new ArrayList<>());
            stores.add(new ArrayList<>());
        }
        for (int route = 0; route < world.trees.length; route++) {
            if (!world.isConsumer(route)) {
                place(clients.get(world.ops[world.entryOp(route)].service()), USER);
            }
        }
        places = new int[world.edges];
        Arrays.fill(places, -1);
        for (var edge : world.edgeList) {
            int caller = world.ops[world.edgeCallers[edge.index()]].service();
            if (edge.kind() == World.Kind.SERVICE) {
                places[edge.index()] =
                        place(clients.get(edge.component()), world.service(caller).name());
            } else if (!edge.kind().isHttp()) {
                places[edge.index()] = place(stores.get(caller), edge.spec().target());
            }
        }
    }

    private static int place(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }

    /// The place of a call's caller among the clients of the service that is called; for a call to a
    /// database, cache or topic, of that among the caller's stores. Other calls have none: -1.
    int place(World.Edge edge) {
        return places[edge.index()];
    }
}
