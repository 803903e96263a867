// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import java.util.Optional;

/// What every span has without being an attribute. The first name is the one that answers show.
public enum Intrinsic {
    DURATION(Type.DURATION, "duration", "span:duration"),
    NAME(Type.STRING, "name", "span:name"),
    STATUS(Type.STATUS, "status", "span:status"),
    STATUS_MESSAGE(Type.STRING, "statusMessage", "span:statusMessage"),
    KIND(Type.KIND, "kind", "span:kind"),
    SPAN_ID(Type.STRING, "span:id"),
    PARENT_ID(Type.STRING, "span:parentID"),
    CHILD_COUNT(Type.INT, "span:childCount"),
    TRACE_ID(Type.STRING, "trace:id"),
    TRACE_DURATION(Type.DURATION, "traceDuration", "trace:duration"),
    ROOT_NAME(Type.STRING, "rootName", "trace:rootName"),
    ROOT_SERVICE(Type.STRING, "rootServiceName", "trace:rootService"),
    EVENT_NAME(Type.STRING, "event:name"),
    EVENT_TIME(Type.DURATION, "event:timeSinceStart"),
    LINK_TRACE_ID(Type.STRING, "link:traceID"),
    LINK_SPAN_ID(Type.STRING, "link:spanID"),
    INSTRUMENTATION_NAME(Type.STRING, "instrumentation:name"),
    INSTRUMENTATION_VERSION(Type.STRING, "instrumentation:version"),
    NESTED_SET_LEFT(Type.INT, "nestedSetLeft"),
    NESTED_SET_RIGHT(Type.INT, "nestedSetRight"),
    NESTED_SET_PARENT(Type.INT, "nestedSetParent");

    final Type type;
    private final String text;
    private final String alias;

    Intrinsic(Type type, String text) {
        this(type, text, text);
    }

    Intrinsic(Type type, String text, String alias) {
        this.type = type;
        this.text = text;
        this.alias = alias;
    }

    /// The name that answers show.
    public String text() {
        return text;
    }

    boolean isId() {
        return this == SPAN_ID || this == PARENT_ID || this == TRACE_ID;
    }

    boolean isOfEvent() {
        return this == EVENT_NAME || this == EVENT_TIME;
    }

    static Optional<Intrinsic> named(String name) {
        for (var intrinsic : values()) {
            if (intrinsic.text.equals(name) || intrinsic.alias.equals(name)) {
                return Optional.of(intrinsic);
            }
        }
        return Optional.empty();
    }
}
