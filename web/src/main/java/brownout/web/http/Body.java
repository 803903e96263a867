// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON object that a client sent, read strictly: a member of the wrong type, a missing one and an
/// unknown one are each a [Refusal] 400 that names it.
public final class Body {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode node;
    private final String path;

    private Body(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    public static Body of(Params in) {
        JsonNode node;
        try {
            node = JSON.readTree(in.bodyText());
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw Refusal.bad(
                    "the body is not JSON: line "
                            + where.getLineNr()
                            + ", column "
                            + where.getColumnNr());
        }
        if (node == null || !node.isObject()) {
            throw Refusal.bad("the body must be a JSON object");
        }
        return new Body(node, "");
    }

    /// Refuses members other than `names`.
    public Body only(String... names) {
        var known = Set.of(names);
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw bad(name, "unknown field, known are " + String.join(", ", names));
            }
        }
        return this;
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> bad(name, "is missing"));
    }

    public Optional<String> optionalText(String name) {
        var member = node.get(name);
        if (member == null || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isString()) {
            throw bad(name, "must be a string");
        }
        return Optional.of(member.stringValue());
    }

    public Optional<Boolean> optionalTruth(String name) {
        var member = node.get(name);
        if (member == null || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isBoolean()) {
            throw bad(name, "must be true or false");
        }
        return Optional.of(member.booleanValue());
    }

    public OptionalLong optionalNumber(String name) {
        var member = node.get(name);
        if (member == null || member.isNull()) {
            return OptionalLong.empty();
        }
        if (!member.isIntegralNumber() || !member.canConvertToLong()) {
            throw bad(name, "must be a whole number");
        }
        return OptionalLong.of(member.longValue());
    }

    /// The JSON text of an object member, `{}` where there is none.
    public String object(String name) {
        var member = node.get(name);
        if (member == null) {
            return "{}";
        }
        if (!member.isObject()) {
            throw bad(name, "must be an object");
        }
        return member.toString();
    }

    public Body child(String name) {
        var member = node.get(name);
        if (member == null || !member.isObject()) {
            throw bad(name, "must be an object");
        }
        return new Body(member, path + name + ".");
    }

    /// The objects of an array member.
    public List<Body> children(String name) {
        var member = node.get(name);
        if (member == null || !member.isArray()) {
            throw bad(name, "must be an array");
        }
        var children = new ArrayList<Body>();
        for (int i = 0; i < member.size(); i++) {
            if (!member.get(i).isObject()) {
                throw bad(name + "[" + i + "]", "must be an object");
            }
            children.add(new Body(member.get(i), path + name + "[" + i + "]."));
        }
        return children;
    }

    public Refusal bad(String name, String what) {
        return new Refusal(400, path + name, path + name + ": " + what);
    }
}
