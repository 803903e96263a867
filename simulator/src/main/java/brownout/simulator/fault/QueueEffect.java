// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to a topic or to one of its consumer groups, in `region` or in all (`""`).
public sealed interface QueueEffect extends Effect {
    String queue();

    String region();

    @Override
    default String target() {
        return queue();
    }

    /// What happens to one consumer group of the topic.
    sealed interface OfGroup extends QueueEffect {
        String group();
    }

    /// Something that no trace begins with publishes `ratePerSecond` messages; 0 ends it.
    record Bulk(String queue, String region, double ratePerSecond) implements QueueEffect {}

    /// Bulk messages go to a topic of their own from now on, or no longer.
    record DivertBulk(String queue, String region, boolean on) implements QueueEffect {}

    /// The next message of `partition` cannot be read by the group, however often it tries.
    record Poison(String queue, String group, String region, int partition) implements OfGroup {}

    /// Of the messages that the group has handled `redeliveredRatio` are delivered again, because it
    /// could not say so in time; 0 ends it.
    record LoseAcks(String queue, String group, String region, double redeliveredRatio)
            implements OfGroup {}

    /// The group goes on behind the next message of `partition`.
    record Skip(String queue, String group, String region, int partition) implements OfGroup {}

    /// The group goes on at the end of the topic; nobody handles what was there.
    record Purge(String queue, String group, String region) implements OfGroup {}

    /// The group goes back by `messages` in every partition.
    record Replay(String queue, String group, String region, int messages) implements OfGroup {}

    /// The group takes up to `maxBatch` messages at once and has `maxPollSeconds` for them.
    record Batch(String queue, String group, String region, int maxBatch, int maxPollSeconds)
            implements OfGroup {}
}
