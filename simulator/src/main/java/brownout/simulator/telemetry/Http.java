// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.SpanCode;
import brownout.simulator.engine.World;
import java.util.Objects;
import java.util.regex.Pattern;

/// The endpoint that a span is about: of the service itself for a server span, of the callee for a
/// client span. `peer` is the callee and `retries` the policy of the call; a root has neither.
record Http(String method, String route, String peer, int retries) {
    private static final Pattern NAMED = Pattern.compile("\\{[a-z]+}");

    static Http of(World world, long coordinate, long code) {
        var node = world.nodes[Coordinate.route(coordinate)][SpanCode.node(code)];
        var edge = node.edge();
        var peer = edge == null ? "" : edge.spec().target();
        int retries = edge == null ? 0 : edge.spec().policy().retries();
        if (node.op() >= 0) {
            var op = world.ops[node.op()];
            return new Http(op.method(), op.route(), peer, retries);
        }
        var target = world.targetList.get(Objects.requireNonNull(edge).target());
        return new Http(target.method(), target.text(), peer, retries);
    }

    /// The route with its `{id}`, `{sku}` or whatever it names filled in.
    String path(long requestHash) {
        return route.indexOf('{') < 0
                ? route
                : NAMED.matcher(route).replaceAll(Integer.toString(id(requestHash)));
    }

    /// The number of what a request is about.
    static int id(long requestHash) {
        return (int) (100_000 + (requestHash >>> 44) % 900_000);
    }
}
