// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The proxies that customers' requests come in by: which requests those are, under which host, and the
/// proxies' pods.
public final class Ingress {
    private final Platform.Ingress spec;
    private final @Nullable String[] hosts; // by route; null of what does not come in here
    private final List<List<String>> pods; // by region

    private Ingress(Platform.Ingress spec, @Nullable String[] hosts, List<List<String>> pods) {
        this.spec = spec;
        this.hosts = hosts;
        this.pods = pods;
    }

    /// The ingress of `world`, whose call trees are there; null where it has none that writes an access
    /// log as Envoy does.
    static @Nullable Ingress of(World world) {
        var spec = world.estate.platform().map(Platform::ingress).orElse(null);
        if (spec == null || !spec.engine().equals("envoy")) {
            return null;
        }
        var hosts = new @Nullable String[world.trees.length];
        for (int route = 0; route < world.entries; route++) {
            var op = world.ops[world.trees[route].op()];
            hosts[route] = host(spec.rules(), world.service(op.service()).name(), op.route());
        }
        var pods = new ArrayList<List<String>>();
        for (int region = 0; region < world.regions; region++) {
            pods.add(pods(spec, region));
        }
        return new Ingress(spec, hosts, List.copyOf(pods));
    }

    /// The host of the rule for `service` with the longest path that `path` begins with, or of its first
    /// rule where none fits; null without a rule.
    private static @Nullable String host(
            List<Platform.IngressRule> rules, String service, String path) {
        Platform.IngressRule best = null;
        for (var rule : rules) {
            if (rule.service().equals(service)
                    && (best == null || fit(rule, path) > fit(best, path))) {
                best = rule;
            }
        }
        return best == null ? null : best.host();
    }

    private static int fit(Platform.IngressRule rule, String path) {
        return path.startsWith(rule.path()) ? rule.path().length() : -1;
    }

    private static List<String> pods(Platform.Ingress spec, int region) {
        var revision = Names.revision(spec.name(), region, spec.version(), Map.of());
        var names = new ArrayList<String>();
        for (int replica = 0; replica < spec.replicas().get(region); replica++) {
            names.add(Names.pod(spec.name(), revision, Rng.hash(region, replica, 0x1264e55)));
        }
        return List.copyOf(names);
    }

    public String name() {
        return spec.name();
    }

    public String namespace() {
        return spec.namespace();
    }

    /// Whether requests of `route` come in here.
    public boolean isEntry(int route) {
        return hosts[route] != null;
    }

    /// The host that requests of `route`, which come in here, are for.
    public String host(int route) {
        return Objects.requireNonNull(hosts[route]);
    }

    /// The pod that a request with this hash passes in `region`.
    public String pod(int region, long requestHash) {
        var all = pods.get(region);
        return all.get(Rng.below(Rng.hash(requestHash, 0x1264e55), all.size()));
    }
}
