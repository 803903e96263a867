// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.List;

/// All visible spans of one trace, parents before children.
public record Trace(TraceId id, List<Span> spans) {
    public Trace {
        spans = List.copyOf(spans);
    }

    /// One OTLP-shaped span. `parentId` 0 is a root. Resource attributes are shared objects, so spans
    /// of one pod can be grouped by identity.
    public record Span(
            long id,
            long parentId,
            String name,
            Kind kind,
            long startNanos,
            long durationNanos,
            Status status,
            String statusMessage,
            Attributes resource,
            Attributes attributes,
            List<Event> events,
            List<Link> links) {
        public Span {
            events = List.copyOf(events);
            links = List.copyOf(links);
        }

        /// A span without links.
        public Span(
                long id,
                long parentId,
                String name,
                Kind kind,
                long startNanos,
                long durationNanos,
                Status status,
                String statusMessage,
                Attributes resource,
                Attributes attributes,
                List<Event> events) {
            this(
                    id,
                    parentId,
                    name,
                    kind,
                    startNanos,
                    durationNanos,
                    status,
                    statusMessage,
                    resource,
                    attributes,
                    events,
                    List.of());
        }

        public long endNanos() {
            return startNanos + durationNanos;
        }

        public String service() {
            return resource.get("service.name") instanceof String name ? name : "";
        }
    }

    /// Span kinds with their OTLP numbers.
    public enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    /// Span status with OTLP numbers.
    public enum Status {
        UNSET,
        OK,
        ERROR
    }

    /// A span of another trace that this one follows from.
    public record Link(TraceId trace, long span, Attributes attributes) {}

    /// Something that happened inside a span, such as `exception`.
    public record Event(long timeNanos, String name, Attributes attributes) {}
}
