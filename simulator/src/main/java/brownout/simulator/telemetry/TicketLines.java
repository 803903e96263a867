// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.Ticket;
import java.util.List;

/// What the support desk logs: a line for each ticket that a customer writes.
final class TicketLines {
    private static final List<String> CHANNELS = List.of("chat", "chat", "mail", "phone");

    private TicketLines() {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        for (long ticket : snapshot.tick(tick).tickets()) {
            long coordinate = Ticket.coordinate(ticket);
            int stream = Streams.deskIndex(snapshot.world, Coordinate.region(coordinate));
            if (wanted[stream]) {
                long hash = Rng.hash(coordinate, 0x7e87);
                long nanos = tick * 1_000_000_000L + 1 + Rng.below(hash, 999_999_000);
                into.add(
                        new Lines.Line.Ticketed(
                                stream,
                                nanos,
                                Ticket.topic(ticket),
                                pick(CHANNELS, Rng.hash(hash, 1)),
                                100_000 + Rng.below(Rng.hash(hash, 2), 900_000),
                                snapshot.user(coordinate),
                                pick(said(Ticket.topic(ticket)), Rng.hash(hash, 3))));
            }
        }
    }

    private static String pick(List<String> from, long hash) {
        return from.get(Rng.below(hash, from.size()));
    }

    private static List<String> said(Ticket.Topic topic) {
        return switch (topic) {
            case CANNOT_ORDER ->
                    List.of(
                            "I press Buy and get an error",
                            "The last page says that something went wrong",
                            "My order does not go through, I tried twice",
                            "I cannot pay",
                            "Was I charged? The order failed");
            case SITE_ERROR ->
                    List.of(
                            "The page does not load",
                            "I only get an error page",
                            "The shop does not work for me");
            case ORDER_MISSING ->
                    List.of(
                            "I paid and have no confirmation",
                            "My order is not in my account",
                            "The money is gone but there is no order");
            case QUESTION ->
                    List.of(
                            "Where is my parcel?",
                            "Can I change the address of my order?",
                            "How do I send this back?",
                            "Is this voucher still good?",
                            "Which size do I need?");
        };
    }
}
