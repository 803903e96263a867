// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.YamlNode;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.EffectNames;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads an effect field for field as its record has them. A field's key is the component's name with
/// underscores and without its unit: `addedMicros` is `added: 800ms`, `errorRatio` is `error: 30%`,
/// `overSeconds` is `over: 5m`. Fields that mean "any" or "none" when absent may be left out.
final class EffectReader {
    /// Texts that are empty where nothing is said.
    private static final Set<String> OPTIONAL = Set.of("region", "node"); // lookup only

    private static final List<String> UNITS = List.of("Micros", "Seconds", "Ratio");

    private EffectReader() {}

    /// The effect that `node` names in `effect`; `beside` are keys of the mapping that are not its.
    static Effect read(YamlNode node, String... beside) {
        var name = node.get("effect").reference("effect", EffectNames.names());
        var type = EffectNames.named(name).orElseThrow().type();
        return record(node, type, null, Stream.concat(Stream.of("effect"), Arrays.stream(beside)));
    }

    private static <R> R record(
            YamlNode node, Class<R> type, @Nullable Object absent, Stream<String> beside) {
        var components = type.getRecordComponents();
        var keys = Arrays.stream(components).map(EffectReader::key);
        node.keys(Stream.concat(keys, beside).toArray(String[]::new));
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

    /// `{ramp: {over: 5m}}`, `{periodic: {every: 5m, on: 30s}}`, `{pulse: {for: 1m}}`.
    private static Course course(YamlNode node) {
        node.keys("ramp", "periodic", "pulse");
        if (node.has("ramp")) {
            return record(node.get("ramp"), Course.Ramp.class, null, Stream.of());
        }
        if (node.has("periodic")) {
            return record(node.get("periodic"), Course.Periodic.class, null, Stream.of());
        }
        return record(node.get("pulse"), Course.Pulse.class, null, Stream.of());
    }
}
