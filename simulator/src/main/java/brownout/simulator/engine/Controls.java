// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the estate's operators have set besides what pods run, all of it public: when certificates end (seconds after t0) by name, which services insist on mutual TLS, network
/// policies in force (name to the service they guard), schema changes that ran (`database/migration`, in
/// order), room in connection tables by node. Immutable.
public record Controls(
        SortedMap<String, Long> certificates,
        SortedMap<String, Boolean> strict,
        SortedMap<String, String> policies,
        List<String> migrations,
        SortedMap<String, Integer> connectionLimits) {
    /// What a table has room for unless somebody changed it.
    public static final int CONNECTION_LIMIT = 131_072;

    public Controls {
        certificates = copy(certificates);
        strict = copy(strict);
        policies = copy(policies);
        migrations = List.copyOf(migrations);
        connectionLimits = copy(connectionLimits);
    }

    private static <V> SortedMap<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /// Room in the connection table of a node of the estate.
    public int connectionLimit(String node) {
        return Objects.requireNonNull(connectionLimits.get(node), node);
    }

    /// When a certificate of the estate ends, seconds after t0.
    public long notAfterSeconds(String certificate) {
        return Objects.requireNonNull(certificates.get(certificate), certificate);
    }

    /// Whether callers of a service of the estate must use mutual TLS.
    public boolean isStrict(String service) {
        return Objects.requireNonNull(strict.get(service), service);
    }

    /// As the estate's files have it.
    public static Controls of(Estate estate) {
        var certificates = new TreeMap<String, Long>();
        estate.platform()
                .map(Platform::certificates)
                .orElse(List.of())
                .forEach(certificate ->
                        certificates.put(certificate.name(), certificate.notAfterSeconds()));
        var strict = new TreeMap<String, Boolean>();
        boolean all =
                estate.platform().filter(p -> p.mesh().mutualTls().equals("STRICT")).isPresent();
        estate.serviceNames().forEach(service -> strict.put(service, all));
        var limits = new TreeMap<String, Integer>();
        estate.regions().stream()
                .flatMap(region -> region.nodes().stream())
                .forEach(node -> limits.put(node.name(), CONNECTION_LIMIT));
        return new Controls(certificates, strict, new TreeMap<>(), List.of(), limits);
    }

    Controls certificate(String name, long notAfterSeconds) {
        return new Controls(
                with(certificates, name, notAfterSeconds),
                strict,
                policies,
                migrations,
                connectionLimits);
    }

    Controls strict(String service, boolean isStrict) {
        return new Controls(
                certificates,
                with(strict, service, isStrict),
                policies,
                migrations,
                connectionLimits);
    }

    Controls policy(String name, String service) {
        return new Controls(
                certificates, strict, with(policies, name, service), migrations, connectionLimits);
    }

    Controls withoutPolicy(String name) {
        var fewer = new TreeMap<>(policies);
        fewer.remove(name);
        return new Controls(certificates, strict, fewer, migrations, connectionLimits);
    }

    Controls migration(String database, String name, boolean done) {
        var list = new ArrayList<>(migrations);
        list.remove(database + "/" + name);
        if (done) {
            list.add(database + "/" + name);
        }
        return new Controls(certificates, strict, policies, list, connectionLimits);
    }

    Controls connectionLimit(String node, int entries) {
        return new Controls(
                certificates, strict, policies, migrations, with(connectionLimits, node, entries));
    }

    private static <V> SortedMap<String, V> with(SortedMap<String, V> map, String key, V value) {
        var more = new TreeMap<>(map);
        more.put(key, value);
        return more;
    }
}
