// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Attributes;
import brownout.query.data.MemoryTraces;
import brownout.query.data.Trace;
import brownout.query.data.Trace.Event;
import brownout.query.data.Trace.Kind;
import brownout.query.data.Trace.Span;
import brownout.query.data.Trace.Status;
import brownout.query.data.TraceId;
import java.util.List;

/// Two small traces: a failed checkout, and before it a page of 100 milliseconds. Spans of the
/// checkout do not start in the order of the tree, and both traces have spans with the same ids.
///
///     checkout (shop, server)        home (shop, server)
///     ├─ pay (payment, client)       └─ render (shop, internal)
///     │  ├─ charge (payment, client)
///     │  └─ query (db, server)
///     └─ retry (shop, internal)
final class SearchFixture {
    static final long MILLI = 1_000_000L;

    private static final Attributes SHOP = Attributes.of("service.name", "shop", "region", "eu");
    private static final Attributes SHOP_US = Attributes.of("service.name", "shop", "region", "us");
    private static final Attributes PAYMENT =
            Attributes.of("service.name", "payment", "region", "eu");
    private static final Attributes DATABASE = Attributes.of("service.name", "db", "region", "eu");

    private SearchFixture() {}

    static MemoryTraces traces() {
        return new MemoryTraces(List.of(checkout(), page()));
    }

    private static Trace checkout() {
        var exception = new Event(1060 * MILLI, "exception", Attributes.of("type", "Timeout"));
        var retried = new Event(1020 * MILLI, "retry", Attributes.of("type", "Refused"));
        return new Trace(
                new TraceId(0, 0xa1),
                List.of(
                        new Span(
                                1,
                                0,
                                "checkout",
                                Kind.SERVER,
                                3000 * MILLI,
                                1000 * MILLI,
                                Status.ERROR,
                                "",
                                SHOP,
                                Attributes.of("code", 200),
                                List.of()),
                        new Span(
                                2,
                                1,
                                "pay",
                                Kind.CLIENT,
                                1000 * MILLI,
                                400 * MILLI,
                                Status.ERROR,
                                "pool exhausted",
                                PAYMENT,
                                Attributes.of("code", 500, "limit", 500),
                                List.of(retried, exception)),
                        new Span(
                                3,
                                2,
                                "charge",
                                Kind.CLIENT,
                                3020 * MILLI,
                                100 * MILLI,
                                Status.OK,
                                "",
                                PAYMENT,
                                Attributes.EMPTY,
                                List.of()),
                        new Span(
                                4,
                                2,
                                "query",
                                Kind.SERVER,
                                3030 * MILLI,
                                50 * MILLI,
                                Status.UNSET,
                                "",
                                DATABASE,
                                Attributes.of("code", 7, "ratio", 0.5, "service.name", "payment"),
                                List.of()),
                        new Span(
                                5,
                                1,
                                "retry",
                                Kind.INTERNAL,
                                3040 * MILLI,
                                10 * MILLI,
                                Status.UNSET,
                                "",
                                SHOP,
                                Attributes.of("tags", List.of("a", "b"), "odd name", "x"),
                                List.of())));
    }

    private static Trace page() {
        return new Trace(
                new TraceId(7, 9),
                List.of(
                        new Span(
                                1,
                                0,
                                "home",
                                Kind.SERVER,
                                500 * MILLI,
                                100 * MILLI,
                                Status.UNSET,
                                "",
                                SHOP_US,
                                Attributes.of("cached", false),
                                List.of()),
                        new Span(
                                2,
                                1,
                                "render",
                                Kind.INTERNAL,
                                510 * MILLI,
                                20 * MILLI,
                                Status.UNSET,
                                "",
                                SHOP_US,
                                Attributes.of("cached", true),
                                List.of())));
    }
}
