// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// What a customer wrote to the support desk, in one long: the coordinate of the request that it is
/// about and, above it, the topic.
public final class Ticket {
    /// What it is about, as the desk files it.
    public enum Topic {
        /// An order ended with an error.
        CANNOT_ORDER(Total.Business.CANNOT_ORDER),
        /// Another page did.
        SITE_ERROR(Total.Business.SITE_ERROR),
        /// An order seemed to work and was not done.
        ORDER_MISSING(Total.Business.ORDER_MISSING),
        /// Something that people ask on any day.
        QUESTION(Total.Business.QUESTION);

        private final Total.Business total;

        Topic(Total.Business total) {
            this.total = total;
        }

        /// What counts them, by region.
        public Total.Business total() {
            return total;
        }
    }

    private static final int COORDINATE_BITS = 56;
    private static final Topic[] TOPICS = Topic.values();

    private Ticket() {}

    static long pack(long coordinate, Topic topic) {
        return coordinate | (long) topic.ordinal() << COORDINATE_BITS;
    }

    public static long coordinate(long ticket) {
        return ticket & (1L << COORDINATE_BITS) - 1;
    }

    public static Topic topic(long ticket) {
        return TOPICS[(int) (ticket >>> COORDINATE_BITS)];
    }
}
