// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.query.syntax.Suggestion;
import brownout.scenarios.ChangeRef;
import brownout.scenarios.Mechanism;
import brownout.scenarios.Signal;
import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.EffectNames;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/// How event bodies are written: records field for field, an effect with its name in `effect`,
/// mechanisms and signals in lower case, a change as its reference.
final class EventJson {
    private EventJson() {}

    static JsonMapper mapper() {
        var names = new SimpleModule();
        text(
                names,
                Mechanism.class,
                "mechanism",
                EventJson::lower,
                text -> constant(Mechanism.values(), text),
                lower(Mechanism.values()));
        text(
                names,
                Signal.class,
                "signal",
                EventJson::lower,
                text -> constant(Signal.values(), text),
                lower(Signal.values()));
        text(
                names,
                ChangeRef.class,
                "change, written kind/target@tick or none",
                ChangeRef::toString,
                ChangeRef::parse,
                List.of());
        var builder =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                text ->
                                        text.setCoercion(
                                                        CoercionInputShape.Integer,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Float,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Boolean,
                                                        CoercionAction.Fail))
                        .addModule(names)
                        .addMixIn(Effect.class, NamedEffect.class);
        for (var kind : EffectNames.TABLE) {
            builder.registerSubtypes(new NamedType(kind.type(), kind.name()));
        }
        return builder.addMixIn(Condition.class, NamedKind.class)
                .addMixIn(Course.class, NamedKind.class)
                .registerSubtypes(
                        new NamedType(Condition.Work.class, "work"),
                        new NamedType(Condition.Calls.class, "calls"),
                        new NamedType(Course.Step.class, "step"),
                        new NamedType(Course.Ramp.class, "ramp"),
                        new NamedType(Course.Periodic.class, "periodic"),
                        new NamedType(Course.Pulse.class, "pulse"))
                .build();
    }

    /// The name of an effect stands beside its fields.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "effect")
    private interface NamedEffect {}

    /// What kind of condition or course it is stands beside its fields.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface NamedKind {}

    private static <T> void text(
            SimpleModule module,
            Class<T> type,
            String what,
            Function<T, String> write,
            Function<String, Optional<T>> read,
            List<String> known) {
        module.addSerializer(
                type,
                new ValueSerializer<T>() {
                    @Override
                    public void serialize(T value, JsonGenerator to, SerializationContext context) {
                        to.writeString(write.apply(value));
                    }
                });
        module.addDeserializer(
                type,
                new ValueDeserializer<T>() {
                    @Override
                    public T deserialize(JsonParser from, DeserializationContext context) {
                        if (!from.hasToken(JsonToken.VALUE_STRING)) {
                            return context.reportInputMismatch(type, "expected a text");
                        }
                        var text = from.getString();
                        return read.apply(text)
                                .orElseThrow(() ->
                                        context.weirdStringException(
                                                text,
                                                type,
                                                "no such "
                                                        + what
                                                        + ". "
                                                        + Suggestion.hint(text, known)));
                    }
                });
    }

    private static List<String> lower(Enum<?>[] values) {
        return Arrays.stream(values).map(EventJson::lower).toList();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] values, String text) {
        return Arrays.stream(values).filter(value -> lower(value).equals(text)).findFirst();
    }
}
