// SPDX-License-Identifier: Apache-2.0
package brownout.web.drill;

import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Records as JSON, field for field in their own order; constants in lower case, an empty optional is
/// null.
final class Records {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new SimpleModule().addSerializer(Enum.class, new Lower()))
                    .build();

    private Records() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    @SuppressWarnings("rawtypes") // serialises every enum
    private static final class Lower extends ValueSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator to, SerializationContext context) {
            to.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }
}
