// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import java.util.List;

/// What kafka_exporter says of topics and consumer groups, named as that does, and how long a group's
/// oldest message has waited. Offsets are exact: those of a topic grow by the messages published.
final class QueueMetrics {
    private final World world;
    private final List<Row> rows;

    private QueueMetrics(World world, List<Row> rows) {
        this.world = world;
        this.rows = rows;
    }

    static void add(World world, List<Row> rows) {
        var metrics = new QueueMetrics(world, rows);
        for (int region = 0; region < world.regions; region++) {
            for (var broker : world.estate.brokers()) {
                var labels = metrics.labels(broker.name(), broker.namespace(), region);
                metrics.add("up", labels, (_, _, _, _) -> 1);
                metrics.add("kafka_brokers", labels, (_, _, _, _) -> broker.nodes());
            }
            for (int topic = 0; topic < world.topics; topic++) {
                metrics.topic(topic, region);
            }
            for (var consumer : world.consumers) {
                metrics.group(consumer, region);
            }
        }
    }

    private void add(String name, Labels labels, FixedRow.Reading reading) {
        rows.add(new FixedRow(labels.with(Labels.NAME, name), reading));
    }

    private Labels labels(String broker, String namespace, int region) {
        var name = world.estate.regions().get(region).name();
        return Labels.of(
                "job", broker,
                "instance", broker + "-exporter." + name + ":9308",
                "namespace", namespace,
                "service", broker,
                "region", name);
    }

    private Labels labels(int topic, int region) {
        var queue = world.estate.queues().get(topic);
        var broker =
                world.estate.brokers().stream()
                        .filter(b -> b.name().equals(queue.broker()))
                        .findFirst()
                        .orElseThrow();
        return labels(broker.name(), broker.namespace(), region).with("topic", queue.name());
    }

    private void topic(int topic, int region) {
        var queue = world.estate.queues().get(topic);
        var labels = labels(topic, region);
        int at = topic * world.regions + region;
        int partitions = queue.partitions();
        add("kafka_topic_partitions", labels, (_, _, _, _) -> partitions);
        for (int p = 0; p < partitions; p++) {
            int partition = p;
            var own = labels.with("partition", Integer.toString(p));
            add(
                    "kafka_topic_partition_current_offset",
                    own,
                    (_, scrape, _, _) ->
                            offsets(
                                    scrape.totals.at(Total.Topic.MESSAGES, at),
                                    partition,
                                    partitions));
            add("kafka_topic_partition_in_sync_replica", own, (_, _, _, _) -> queue.replication());
        }
    }

    /// How many of a topic's messages lie in a partition.
    private static long offsets(long messages, int partition, int partitions) {
        return (messages - partition + partitions - 1) / partitions;
    }

    private void group(World.Consumer consumer, int region) {
        var labels =
                labels(consumer.topic(), region).with("consumergroup", consumer.group().name());
        int instance = consumer.number() * world.regions + region;
        int at = consumer.topic() * world.regions + region;
        int partitions = consumer.partitions();
        for (int p = 0; p < partitions; p++) {
            int partition = p;
            var own = labels.with("partition", Integer.toString(p));
            add(
                    "kafka_consumergroup_current_offset",
                    own,
                    (_, _, frame, _) -> frame.deliveries().committed(instance, partition));
            add(
                    "kafka_consumergroup_lag",
                    own,
                    (_, scrape, frame, _) ->
                            offsets(
                                            scrape.totals.at(Total.Topic.MESSAGES, at),
                                            partition,
                                            partitions)
                                    - frame.deliveries().committed(instance, partition));
        }
        gauge("kafka_consumergroup_members", labels, Gauge.Consumer.MEMBERS, instance);
        add(
                "kafka_consumergroup_lag_seconds",
                labels,
                (snapshot, _, frame, second) -> age(snapshot, frame, consumer, region, second));
        gauge("kafka_consumer_max_poll_records", labels, Gauge.Consumer.MAX_BATCH, instance);
        total("kafka_consumergroup_rebalances_total", labels, Total.Consumer.REBALANCES, instance);
        total("kafka_consumer_messages_handled_total", labels, Total.Consumer.HANDLED, instance);
        total("kafka_consumer_messages_failed_total", labels, Total.Consumer.FAILED, instance);
        total(
                "kafka_consumer_messages_redelivered_total",
                labels,
                Total.Consumer.REDELIVERED,
                instance);
        total("kafka_consumer_dead_letters_total", labels, Total.Consumer.DEAD, instance);
    }

    /// Seconds since the end of the second in which the oldest message that a group has not handled was
    /// published; 0 where it has handled all. At most the time that is recorded.
    private static int age(
            Snapshot snapshot, Frame frame, World.Consumer consumer, int region, int second) {
        var oldest = frame.deliveries().oldest(consumer, region);
        if (oldest.isEmpty()) {
            return 0;
        }
        int topic = consumer.topic();
        int tick = snapshot.publishedTick(topic, region, oldest.getAsInt(), second - 1);
        return second - 1 - tick;
    }

    private void gauge(String name, Labels labels, Gauge.Consumer gauge, int instance) {
        add(name, labels, (_, _, frame, _) -> Math.rint(frame.at(gauge, instance) * 10) / 10);
    }

    private void total(String name, Labels labels, Total.Consumer total, int instance) {
        add(name, labels, (_, scrape, _, _) -> scrape.totals.at(total, instance));
    }

    /// What brokers, their groups and their consumers expose.
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.gauge("kafka_brokers", "Brokers in the cluster."),
                    Instrument.gauge("kafka_topic_partitions", "Partitions of the topic."),
                    Instrument.gauge(
                            "kafka_topic_partition_current_offset",
                            "The offset that the next message will get."),
                    Instrument.gauge(
                            "kafka_topic_partition_in_sync_replica", "Replicas that are in sync."),
                    Instrument.gauge(
                            "kafka_consumergroup_current_offset",
                            "The first offset that the group has not handled."),
                    Instrument.gauge("kafka_consumergroup_lag", "Messages not handled."),
                    Instrument.gauge(
                            "kafka_consumergroup_lag_seconds",
                            "How long the oldest of them has waited."),
                    Instrument.gauge("kafka_consumergroup_members", "Members with partitions."),
                    Instrument.gauge("kafka_consumer_max_poll_records", "Largest batch."),
                    Instrument.counter(
                            "kafka_consumergroup_rebalances_total",
                            "Times that partitions were shared out anew."),
                    Instrument.counter(
                            "kafka_consumer_messages_handled_total",
                            "Deliveries that were handled."),
                    Instrument.counter(
                            "kafka_consumer_messages_failed_total", "Deliveries that failed."),
                    Instrument.counter(
                            "kafka_consumer_messages_redelivered_total",
                            "Deliveries of what had been delivered before."),
                    Instrument.counter(
                            "kafka_consumer_dead_letters_total",
                            "Messages given up and put aside."),
                    Instrument.counter(
                            "messaging_client_consumed_messages_total",
                            "Deliveries a pod was done with, by topic and status."),
                    Instrument.histogram(
                            "messaging_process_duration_seconds", "Time to handle a message."));
}
