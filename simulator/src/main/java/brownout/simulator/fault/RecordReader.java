// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.query.syntax.YamlNode;
import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads an effect or a fault field for field as its record has them. A field's key is the component's
/// name with underscores and without its unit: `addedMicros` is `added: 800ms`, `errorRatio` is `error:
/// 30%`, `overSeconds` is `over: 5m`. Fields that mean "any" or "none" when absent may be left out.
public final class RecordReader {
    /// Texts that are empty where nothing is said.
    private static final Set<String> OPTIONAL = Set.of("region", "node", "group_by"); // lookup only

    private static final List<String> UNITS = List.of("Micros", "Seconds", "Ratio");

    private RecordReader() {}

    /// The effect that `node` names in `effect`; `beside` are keys of the mapping that are not its.
    ///
    /// @throws brownout.query.syntax.FileError where it is not an effect
    public static Effect effect(YamlNode node, String... beside) {
        var name = node.get("effect").reference("effect", EffectNames.names());
        var type = EffectNames.named(name).orElseThrow().type();
        return record(node, type, null, Stream.concat(Stream.of("effect"), Arrays.stream(beside)));
    }

    /// The fault that `node` names in `fault`; `beside` are keys of the mapping that are not its.
    ///
    /// @throws brownout.query.syntax.FileError where it is not a fault
    public static Fault fault(YamlNode node, String... beside) {
        var name = node.get("fault").reference("fault", FaultNames.names());
        var type = FaultNames.named(name).orElseThrow().type();
        return record(node, type, null, Stream.concat(Stream.of("fault"), Arrays.stream(beside)));
    }

    /// The keys of a record's fields in files, in its order.
    public static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordReader::key).toList();
    }

    private static <R> R record(
            YamlNode node, Class<R> type, @Nullable Object absent, Stream<String> beside) {
        var components = type.getRecordComponents();
        node.keys(Stream.concat(keys(type).stream(), beside).toArray(String[]::new));
        var values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = component(node, components[i], absent);
        }
        var types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private static String key(RecordComponent component) {
        var name = component.getName();
        for (var unit : UNITS) {
            if (name.endsWith(unit)) {
                name = name.substring(0, name.length() - unit.length());
            }
        }
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Object component(
            YamlNode node, RecordComponent component, @Nullable Object absent) {
        var key = key(component);
        var value = node.find(key);
        if (value.isPresent()) {
            return value(value.get(), component);
        }
        if (absent != null) {
            try {
                return component.getAccessor().invoke(absent);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        if (component.getType() == Map.class) {
            return Map.of();
        }
        if (component.getType() == Course.class) {
            return new Course.Step();
        }
        if (component.getType() == boolean.class) {
            return false;
        }
        return OPTIONAL.contains(key) ? "" : node.get(key).text(); // says what is missing
    }

    private static Object value(YamlNode node, RecordComponent component) {
        var type = component.getType();
        var name = component.getName();
        if (type == String.class) {
            return node.text();
        } else if (type == boolean.class) {
            return node.flag();
        } else if (type == int.class) {
            return name.endsWith("Seconds")
                    ? node.seconds()
                    : node.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class) {
            return name.endsWith("Micros")
                    ? node.micros()
                    : name.endsWith("Bytes") ? node.bytes() : node.longInteger();
        } else if (type == double.class) {
            return name.endsWith("Ratio") || name.endsWith("Share")
                    ? node.ratio()
                    : name.equals("factor") ? node.number(.01, 1000) : node.number(-1e12, 1e12);
        } else if (type == Map.class) {
            return node.texts();
        } else if (type == Scope.class) {
            return record(node, Scope.class, Scope.ANY, Stream.of());
        } else if (type == Symptom.class) {
            var absent = Symptom.of(Failure.INTERNAL, 0, 0);
            return record(node, Symptom.class, absent, Stream.of());
        } else if (type == Failure.class) {
            return node.choice(Failure.class);
        } else if (type == Condition.class) {
            return condition(node);
        } else if (type == Course.class) {
            return course(node);
        } else if (type == Goal.class) {
            return goal(node);
        } else if (type == Effect.class) {
            return effect(node);
        }
        throw new IllegalStateException("no reader for " + component);
    }

    /// `{work: {…}}` or `{calls: {…}}`.
    private static Condition condition(YamlNode node) {
        node.keys("work", "calls");
        if (node.has("work")) {
            var absent =
                    new Condition.Work(
                            Scope.ANY, "", 1, 0, 0, Symptom.of(Failure.INTERNAL, 500, 0));
            return record(node.get("work"), Condition.Work.class, absent, Stream.of());
        }
        var absent = Condition.Calls.to(Scope.ANY, "");
        return record(node.get("calls"), Condition.Calls.class, absent, Stream.of());
    }

    /// A number or share, or what it should come to: `{utilisation: {service: payment-api, ratio: 1.3}}`,
    /// `{error: {of: frontend/checkout, ratio: 20%}}`, `{burn: {slo: checkout, factor: 14}}`,
    /// `{latency: {of: frontend/checkout, quantile: 0.95, seconds: 2.5}}`.
    private static Goal goal(YamlNode node) {
        if (node.isText()) {
            return Goal.exactly(
                    node.text().endsWith("%") ? node.ratio() : node.number(-1e12, 1e12));
        }
        node.keys("utilisation", "error", "burn", "latency");
        for (var kind : node.entries().entrySet()) {
            var of = kind.getValue();
            return switch (kind.getKey()) {
                case "utilisation" -> {
                    of.keys("service", "ratio");
                    yield new Goal.Utilisation(of.text("service"), of.get("ratio").number(0, 100));
                }
                case "error" -> {
                    of.keys("of", "ratio");
                    yield new Goal.ErrorRatio(of.text("of"), of.get("ratio").ratio());
                }
                case "burn" -> {
                    of.keys("slo", "factor");
                    yield new Goal.BudgetBurn(of.text("slo"), of.get("factor").number(0, 1e6));
                }
                default -> {
                    of.keys("of", "quantile", "seconds");
                    yield new Goal.Latency(
                            of.text("of"),
                            of.get("quantile").number(0.01, 0.999),
                            of.get("seconds").number(0.001, 60));
                }
            };
        }
        throw node.error("a goal needs one of utilisation, error, burn, latency");
    }

    /// `{ramp: {over: 5m}}`, `{periodic: {every: 5m, on: 30s}}`, `{pulse: {for: 1m}}`, `{late: {after:
    /// 2m, over: 3m}}`, `{fading: {life: 30s}}`.
    private static Course course(YamlNode node) {
        node.keys("ramp", "periodic", "pulse", "late", "fading");
        if (node.has("late")) {
            return record(node.get("late"), Course.Late.class, null, Stream.of());
        }
        if (node.has("fading")) {
            return record(node.get("fading"), Course.Fading.class, null, Stream.of());
        }
        if (node.has("ramp")) {
            return record(node.get("ramp"), Course.Ramp.class, null, Stream.of());
        }
        if (node.has("periodic")) {
            return record(node.get("periodic"), Course.Periodic.class, null, Stream.of());
        }
        return record(node.get("pulse"), Course.Pulse.class, null, Stream.of());
    }
}
