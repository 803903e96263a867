// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Platform;
import brownout.simulator.estate.ProviderZones;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.EffectNames;
import brownout.simulator.fault.Effects;
import brownout.simulator.fault.Fault;
import brownout.simulator.fault.FaultNames;
import brownout.simulator.fault.Faults;
import brownout.simulator.fault.Goal;
import brownout.simulator.fault.TrafficEffect;
import brownout.simulator.model.EvictionPolicy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Effects, conditions and faults of every kind that scenario files can name, with random components:
/// what a component may be goes by its name, and what makes no sense in the estate is drawn again. A
/// component of a new name fails here until it is taught what to draw.
final class RandomRecords {
    private static final int TRIES = 400;

    private final Estate estate;
    private final List<String> pods;
    private final Draw draw;

    /// `pods` are the names of pods that may be meant.
    RandomRecords(Estate estate, List<String> pods, Draw draw) {
        this.estate = estate;
        this.pods = pods;
        this.draw = draw;
    }

    /// An effect of the kind that the row names, or empty where the estate has nothing that it could
    /// happen to.
    Optional<Effect> effect(EffectNames.Named kind) {
        for (int i = 0; i < TRIES; i++) {
            var effect = make(kind.type());
            if (Effects.check(effect, estate).isEmpty()) {
                return Optional.of(effect);
            }
        }
        return Optional.empty();
    }

    Optional<Fault> fault(FaultNames.Named kind) {
        for (int i = 0; i < TRIES; i++) {
            var fault = make(kind.type());
            if (fault.degree().isPresent()) {
                var degree = fault.degree().get();
                fault = degree.with().apply(draw.number(degree.low(), degree.high() / 4));
            }
            if (Faults.check(fault, estate).isEmpty()) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private <R> R make(Class<R> type) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components).map(this::value).toArray();
        var types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private Object value(RecordComponent component) {
        var type = component.getType();
        var name = component.getName();
        if (type == String.class) {
            return text(name);
        } else if (type == boolean.class) {
            return draw.chance(0.5);
        } else if (type == double.class) {
            return amount(name);
        } else if (type == int.class) {
            return whole(name);
        } else if (type == long.class) {
            return size(name);
        } else if (type == Map.class) {
            return draw.chance(0.5) ? Map.of() : Map.of("POOL", pool());
        } else if (type == Scope.class) {
            return scope();
        } else if (type == Condition.class) {
            return draw.chance(0.4) ? make(Condition.Work.class) : calls();
        } else if (type == Symptom.class) {
            return workSymptom();
        } else if (type == Course.class) {
            return course();
        } else if (type == Goal.class) {
            return Goal.exactly(1); // its degree says how much
        } else if (type == Effect.class) {
            return make(draw.of(EffectNames.TABLE).type());
        }
        throw new IllegalStateException("RandomRecords must be taught to draw " + component);
    }

    // ---- names

    private String text(String component) {
        return switch (component) {
            case "service", "caller", "callee", "checker" -> draw.of(estate.serviceNames());
            case "target", "job" -> draw.of(estate.componentNames());
            case "region" -> draw.chance(0.5) ? "" : draw.of(estate.regionNames());
            case "node" -> draw.of(nodes());
            case "place" -> place();
            case "pod" -> draw.of(pods);
            case "version" -> draw.any("1.0.0", "1.1.0", "2.0.0", "0.9.0");
            case "database" -> draw.of(estate.databases()).name();
            case "query" -> draw.any("find", "change", "look");
            case "index" -> draw.any("things_pkey", "things_user_idx");
            case "table" -> "things";
            case "column", "columns" -> draw.any("user_id", "state");
            case "session" -> draw.any("batch", "report");
            case "replica" -> draw.any("main-db-0", "main-db-1");
            case "slot" -> "replica_1";
            case "volume" -> draw.any("data", "wal");
            case "migration" -> draw.any("0142_drop_state", "0143_add_note");
            case "cache" -> "redis-main";
            case "policy" -> draw.chance(0.3) ? "deny-web" : draw.of(EvictionPolicy.labels());
            case "queue" -> draw.any("events", "dead");
            case "group" -> "handlers";
            case "certificate" -> certificate();
            case "flag" -> draw.of(estate.flags()).name();
            case "party", "provider" -> "bank";
            case "zone" -> draw.of(ProviderZones.names(estate));
            case "operation", "check" -> draw.any("", "read", "write", "handle", "charge", "find");
            case "metric" -> draw.any("http_requests_total", "up", "process_open_fds");
            case "label" -> "user_id";
            case "from" -> draw.any("service", "pod", "instance");
            case "to" -> draw.any("svc", "pod_name");
            case "name" -> draw.any("first", "second", "third");
            case "key", "timeoutKey", "retriesKey" -> draw.any("POOL", "MODE");
            case "value" -> draw.any(pool(), "slow");
            case "setting" -> draw.any("", "MODE=fast", "MODE=slow");
            case "errorType" -> draw.any("IllegalStateException", "KeyError");
            case "message", "stack" -> draw.any("", "it does not \"work\"", "no such \\ thing");
            case "actor" -> "somebody";
            case "receiver" -> draw.of(estate.alertmanager().receivers()).name();
            case "matchers" -> draw.any("severity=critical", "severity=~\"critical|warning\"");
            case "status" -> draw.of(TrafficEffect.StatusPage.STATUSES);
            case "id", "replaces" ->
                    draw.any(
                            "0a4f6c1e-7d52-4b8e-9c11-0d2f3a4b5c6d",
                            "1b5a7d2f-8e63-4c9f-8d22-1e3a4b5c6d7e");
            case "createdBy", "comment" -> draw.any("somebody", "", "a \"quoted\" word");
            case "groupBy" -> draw.any("...", "alertname", "alertname,service");
            default ->
                    throw new IllegalStateException(
                            "RandomRecords must be taught to draw a text \"" + component + "\"");
        };
    }

    private String pool() {
        return Integer.toString(draw.between(1, 30));
    }

    private List<String> nodes() {
        return estate.regions().stream()
                .flatMap(region -> region.nodes().stream())
                .map(Estate.Node::name)
                .toList();
    }

    /// Mostly a node, at times a zone or a region.
    private String place() {
        var region = draw.of(estate.regions());
        return draw.chance(0.6)
                ? draw.of(nodes())
                : draw.chance(0.7) ? draw.of(region.zones()) : region.name();
    }

    private String certificate() {
        return estate.platform().map(Platform::certificates).orElse(List.of()).stream()
                .map(Platform.Certificate::name)
                .findFirst()
                .orElse("none");
    }

    // ---- numbers

    private double amount(String component) {
        return switch (component) {
            case "factor", "cpuFactor" -> draw.any(0.5, 1.0, 1.5, 3.0, 8.0);
            case "factorPerMinute", "growth" -> draw.number(1, 2);
            case "cores" -> draw.number(0.1, 4);
            case "load" -> draw.number(0, 1.5);
            case "hours" -> draw.any(0.05, 0.1, 24.0);
            case "ratio" -> draw.number(0, 1.5);
            case "perSecond", "ratePerSecond" -> draw.number(1, 60);
            case "perMinute" -> draw.number(0, 30);
            case "rowsPerSecond" -> draw.number(0, 20_000);
            case "bytesPerRequest" -> draw.number(0, 50_000);
            case "bytesPerSecond" -> draw.number(0, 4e6);
            case "filesPerRequest", "threadsPerRequest" -> draw.number(0, 0.5);
            case "filesPerSecond", "threadsPerSecond" -> draw.number(0, 5);
            case "lossRatio" -> draw.any(0.0, 0.0, 0.02, 0.2);
            case "missRatio" -> draw.any(0.0, 0.0, 0.5);
            case "errorRatio" -> draw.any(0.0, 0.05, 0.3, 1.0);
            case "share" -> draw.any(draw.number(0.2, 1), 0.5, 1.0);
            case "garbledRatio",
                    "redeliveredRatio",
                    "targetRatio",
                    "cpuShare",
                    "ioShare",
                    "lockedShare",
                    "appliedShare",
                    "cachedShare",
                    "expireShare",
                    "weightShare",
                    "podShare",
                    "userShare" ->
                    draw.any(draw.number(0.01, 1), 0.0, 1.0);
            default ->
                    throw new IllegalStateException(
                            "RandomRecords must be taught to draw a number \"" + component + "\"");
        };
    }

    private int whole(String component) {
        return switch (component) {
            case "replicas" -> draw.between(1, 6);
            case "pods" -> draw.between(1, 2);
            case "size", "connections" -> draw.any(1, 2, 10, 50, 300);
            case "files" -> draw.any(5, 64, 200, 5000);
            case "threads" -> draw.between(1, 20);
            case "entries" -> draw.any(1024, 5000, 100_000);
            case "partition" -> draw.between(0, 3);
            case "most", "limit" -> draw.any(0, 20, 60, 200);
            case "messages" -> draw.between(1, 500);
            case "maxBatch" -> draw.any(1, 10, 100);
            case "minimum" -> draw.between(1, 3);
            case "maximum" -> draw.between(3, 8);
            case "repeat" -> draw.any(1, 1, 3);
            case "retries" -> draw.any(-1, -1, 0, 2);
            case "copies" -> draw.between(2, 4);
            case "inSeconds" -> draw.any(0, 30, 100_000);
            case "fullInSeconds" -> draw.between(60, 600);
            case "maxPollSeconds" -> draw.any(1, 5, 300);
            case "ttlSeconds", "graceSeconds", "keepAliveSeconds" -> draw.any(5, 30, 60);
            case "downSeconds", "everySeconds", "overSeconds" -> draw.between(10, 90);
            default ->
                    throw new IllegalStateException(
                            "RandomRecords must be taught to draw a whole number \""
                                    + component
                                    + "\"");
        };
    }

    private long size(String component) {
        return switch (component) {
            case "memoryBytes" -> draw.any(0, 256, 1024) * (1L << 20);
            case "heapBytes", "limitBytes", "addedBytes" -> draw.between(100, 900) * (1L << 20);
            case "maxWalBytes" -> draw.between(64, 4000) * (1L << 20);
            case "bytesPerSecond", "walBytesPerSecond", "bytes" -> draw.between(0, 20_000_000);
            case "overSeconds" -> draw.between(60, 600);
            case "startMillis" -> draw.between(-3_600_000, 0);
            case "endMillis" -> draw.between(0, 3_600_000);
            case "timeoutMicros" -> draw.any(0, 20_000, 100_000, 2_000_000);
            case "addedMicros" -> draw.any(0, 0, 20_000, 300_000);
            case "skewMicros", "aheadMicros" -> draw.between(-5_000_000, 5_000_000);
            default ->
                    throw new IllegalStateException(
                            "RandomRecords must be taught to draw a long \"" + component + "\"");
        };
    }

    // ---- conditions

    private Scope scope() {
        var scope = draw.chance(0.7) ? Scope.service(draw.of(estate.serviceNames())) : Scope.ANY;
        scope = draw.chance(0.3) ? scope.inRegion(draw.of(estate.regionNames())) : scope;
        scope = draw.chance(0.15) ? scope.onNode(draw.of(nodes())) : scope;
        scope = draw.chance(0.15) ? scope.running(text("version")) : scope;
        scope = draw.chance(0.15) ? scope.with("MODE=fast") : scope;
        scope = draw.chance(0.15) ? scope.flagged("new-way") : scope;
        scope = draw.chance(0.2) ? scope.existingShare(draw.number(0.2, 1)) : scope;
        return draw.chance(0.2) ? scope.share(draw.number(0.2, 1), draw.number(0.2, 1)) : scope;
    }

    private Condition.Calls calls() {
        var to = new ArrayList<Scope>(List.of(Scope.ANY, Scope.ANY, scope()));
        var calls =
                Condition.Calls.to(scope(), draw.chance(0.2) ? "" : text("target"))
                        .reaching(draw.of(to))
                        .repeated(whole("repeat"))
                        .slowed(draw.any(1.0, 1.0, 3.0), size("addedMicros"))
                        .losing(amount("lossRatio"))
                        .failing(amount("errorRatio"), callSymptom())
                        .missing(amount("missRatio"));
        return draw.chance(0.2) ? calls.policy(size("timeoutMicros"), whole("retries")) : calls;
    }

    private Symptom workSymptom() {
        return new Symptom(
                Failure.INTERNAL,
                draw.any(500, 503, 401, 422),
                draw.any(0L, 30_000L),
                draw.chance(0.5) ? "" : text("errorType"),
                text("message"),
                draw.chance(0.3) ? "at Thing.java:1\n\tat Other.java:2" : "");
    }

    private Symptom callSymptom() {
        var failure =
                draw.any(
                        Failure.CONNECTION_REFUSED,
                        Failure.CONNECTION_RESET,
                        Failure.UPSTREAM_TIMEOUT,
                        Failure.UPSTREAM_ERROR,
                        Failure.NAME_RESOLUTION,
                        Failure.HANDSHAKE,
                        Failure.QUOTA_EXCEEDED);
        int status =
                failure == Failure.QUOTA_EXCEEDED
                        ? 429
                        : failure == Failure.UPSTREAM_ERROR ? draw.any(500, 503, 200) : 0;
        long after = failure == Failure.UPSTREAM_TIMEOUT ? -1 : draw.any(0L, 5_000L);
        return new Symptom(failure, status, after, "", text("message"), "");
    }

    private Course course() {
        return switch (draw.below(6)) {
            case 0 -> new Course.Ramp(draw.between(10, 120));
            case 1 -> new Course.Periodic(draw.between(30, 60), draw.between(5, 30));
            case 2 -> new Course.Late(draw.between(0, 30), draw.between(1, 60));
            case 3 -> new Course.Fading(draw.between(5, 60));
            case 4 -> new Course.Pulse(draw.between(10, 90));
            default -> new Course.Step();
        };
    }
}
