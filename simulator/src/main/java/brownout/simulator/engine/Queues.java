// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.QueueEffect;
import java.util.Arrays;

/// Topics and the consumer groups that read them: `lag += published - handled`. What a group may take
/// in a second is what its pods' workers get done, `pods * workers / seconds of a message`, and what
/// their CPU allows; more pods than partitions are idle. Which messages those are says [Deliveries].
final class Queues {
    private static final double CPU_SHARE = 0.9;
    private static final int MOST_OF_A_PARTITION = 5000;
    private static final int REBALANCE_SECONDS = 3;
    private static final int EXPELLED_SECONDS = 6;

    static final int STABLE = 0;
    static final int MEMBERS_CHANGED = 1;
    static final int EXPELLED = 2;

    private final World world;
    private final Retrying retrying;

    // By topic in a region.
    private final double[] bulkRate;
    private final boolean[] diverted;
    private final int[] dead; // dead letters of the tick that is being closed

    // By instance: a group in a region.
    private final int[] maxBatch;
    private final int[] maxPollSeconds;
    private final double[] lostAcks;
    private final double[] credit; // messages that it could have taken and may still
    private final long[] members;
    private final int[] rebalancing; // seconds left
    private final int[] reason;
    private final int[] polling; // seconds since it took a batch that is too long, or 0

    // By partition of an instance.
    private final int[] next;
    private final int[] highest;
    private final int[] batchStart;
    private int[] poison; // never changed in place: deliveries refer to it

    Queues(World world) {
        this.world = world;
        int topics = world.topics * world.regions;
        int instances = world.consumers.size() * world.regions;
        retrying = new Retrying();
        bulkRate = new double[topics];
        diverted = new boolean[topics];
        dead = new int[topics];
        maxBatch = new int[instances];
        maxPollSeconds = new int[instances];
        for (int i = 0; i < instances; i++) {
            var group = world.consumers.get(i / world.regions).group();
            maxBatch[i] = group.maxBatch();
            maxPollSeconds[i] = (int) (group.maxPollMicros() / 1_000_000);
        }
        lostAcks = new double[instances];
        credit = new double[instances];
        members = new long[instances];
        rebalancing = new int[instances];
        reason = new int[instances];
        polling = new int[instances];
        next = new int[world.cursors];
        highest = new int[world.cursors];
        batchStart = new int[world.cursors];
        poison = new int[world.cursors];
        Arrays.fill(poison, -1);
    }

    private Queues(Queues other) {
        world = other.world;
        retrying = other.retrying.copy();
        bulkRate = other.bulkRate.clone();
        diverted = other.diverted.clone();
        dead = other.dead.clone();
        maxBatch = other.maxBatch.clone();
        maxPollSeconds = other.maxPollSeconds.clone();
        lostAcks = other.lostAcks.clone();
        credit = other.credit.clone();
        members = other.members.clone();
        rebalancing = other.rebalancing.clone();
        reason = other.reason.clone();
        polling = other.polling.clone();
        next = other.next.clone();
        highest = other.highest.clone();
        batchStart = other.batchStart.clone();
        poison = other.poison;
    }

    Queues copy() {
        return new Queues(this);
    }

    // ---- effects

    void apply(QueueEffect effect, Totals totals) {
        int topic = world.indexOf(effect.queue());
        for (int region = 0; region < world.regions; region++) {
            if (world.isRegion(effect.region(), region)) {
                apply(effect, topic, region, totals);
            }
        }
    }

    private void apply(QueueEffect effect, int topic, int region, Totals totals) {
        int at = topic * world.regions + region;
        switch (effect) {
            case QueueEffect.Bulk bulk -> bulkRate[at] = bulk.ratePerSecond();
            case QueueEffect.DivertBulk divert -> diverted[at] = divert.on();
            case QueueEffect.OfGroup of -> {
                for (var consumer : world.consumers) {
                    if (consumer.topic() == topic && consumer.group().name().equals(of.group())) {
                        int end = (int) totals.at(Total.Topic.MESSAGES, at);
                        apply(of, consumer.number() * world.regions + region, end);
                    }
                }
            }
        }
    }

    private void apply(QueueEffect.OfGroup effect, int instance, int end) {
        int first = world.cursor(instance);
        int partitions = world.partitions(instance);
        switch (effect) {
            case QueueEffect.Poison p -> {
                poison = poison.clone();
                poison[first + p.partition()] = offsets(end, p.partition(), partitions);
            }
            case QueueEffect.LoseAcks lose -> lostAcks[instance] = lose.redeliveredRatio();
            case QueueEffect.Skip skip -> {
                int cursor = first + skip.partition();
                if (!retrying.skip(instance, skip.partition())) {
                    int last = offsets(end, skip.partition(), partitions);
                    next[cursor] = Math.min(last, next[cursor] + 1);
                }
            }
            case QueueEffect.Purge _ -> {
                retrying.forget(instance, -1, 0);
                for (int p = 0; p < partitions; p++) {
                    next[first + p] = offsets(end, p, partitions);
                }
                polling[instance] = 0;
            }
            case QueueEffect.Replay replay -> {
                retrying.forget(instance, -1, 0);
                for (int p = 0; p < partitions; p++) {
                    next[first + p] = Math.max(0, next[first + p] - replay.messages());
                }
                polling[instance] = 0;
            }
            case QueueEffect.Batch batch -> {
                maxBatch[instance] = batch.maxBatch();
                maxPollSeconds[instance] = batch.maxPollSeconds();
                polling[instance] = 0;
            }
        }
    }

    /// How many of the first `end` messages of a topic lie in a partition.
    static int offsets(int end, int partition, int partitions) {
        return (end - partition + partitions - 1) / partitions;
    }

    // ---- a second

    void step(Second s) {
        var ends = new int[dead.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = (int) s.totals.at(Total.Topic.MESSAGES, i);
        }
        var taken = new short[world.cursors];
        retrying.begin();
        for (var consumer : world.consumers) {
            for (int region = 0; region < s.regions; region++) {
                int end = ends[consumer.topic() * s.regions + region];
                step(s, consumer, region, end, taken);
            }
        }
        var after = next.clone();
        s.frame.deliver(
                new Deliveries(
                        world,
                        ends,
                        after,
                        committed(after),
                        taken,
                        retrying.ofTick(),
                        poison,
                        seen(taken)));
        for (int c = 0; c < next.length; c++) {
            highest[c] = Math.max(highest[c], next[c]);
        }
    }

    /// The first offset of each partition that was never delivered before; empty where those are the
    /// ones taken now.
    private int[] seen(short[] taken) {
        for (int c = 0; c < next.length; c++) {
            if (highest[c] > next[c] - taken[c]) {
                return highest.clone();
            }
        }
        return new int[0];
    }

    /// `after` itself where nothing keeps a partition back.
    private int[] committed(int[] after) {
        boolean isKept = !retrying.isEmpty();
        for (int waits : polling) {
            isKept |= waits > 0;
        }
        if (!isKept) {
            return after;
        }
        var committed = after.clone();
        for (int i = 0; i < polling.length; i++) {
            if (polling[i] > 0) {
                int first = world.cursor(i);
                System.arraycopy(batchStart, first, committed, first, world.partitions(i));
            }
        }
        retrying.lower(committed, world);
        return committed;
    }

    private void step(Second s, World.Consumer consumer, int region, int end, short[] taken) {
        int instance = consumer.number() * s.regions + region;
        var op = world.ops[consumer.op()];
        int workload = world.workload(op.service(), region);
        int pods = Math.min(s.fleet.readyCount(workload, s.tick), consumer.partitions());
        int cell = s.cell(op.index(), region);
        double seconds =
                Math.max(
                        op.spec().cpuMicros() * Second.MICROS,
                        s.flow.stations.heldSeconds(s, cell, workload));
        int threads = pods * world.service(op.service()).workers();
        double cpu = op.spec().cpuMicros() * Second.MICROS * s.averages.cpuFactor[cell];
        double capacity =
                Math.min(
                        threads / seconds,
                        cores(s, workload, pods) * CPU_SHARE / Math.max(cpu, 1e-9));
        share(s, instance, workload);
        int lag = lag(instance, end);
        double full = threads == 0 ? 0 : Math.min(maxBatch[instance], 1.0 + (double) lag / threads);
        double batchSeconds = full * seconds;
        if (rebalancing[instance] > 0) {
            rebalancing[instance]--;
            credit[instance] = 0;
        } else if (pods > 0) {
            reason[instance] = STABLE;
            poll(s, instance, batchSeconds);
            credit[instance] = Math.min(credit[instance] + capacity, 2 * capacity + 1);
            credit[instance] -= retrying.take(instance, s.tick);
            take(s.tick, instance, end, taken);
        }
        s.frame.set(Gauge.Consumer.MEMBERS, instance, reason[instance] == EXPELLED ? 0 : pods);
        s.frame.set(Gauge.Consumer.CAPACITY, instance, capacity);
        s.frame.set(Gauge.Consumer.STATE, instance, reason[instance]);
        s.frame.set(Gauge.Consumer.MAX_BATCH, instance, maxBatch[instance]);
        s.frame.set(Gauge.Consumer.BATCH_SECONDS, instance, batchSeconds);
    }

    /// Cores of the first `pods` pods that are ready, which are those that own a partition, as far as
    /// they get anything done: what is stolen, collects garbage or warms up does not.
    private static double cores(Second s, int workload, int pods) {
        var ready = s.fleet.readyPods(workload, s.tick);
        double cores = 0;
        for (int i = 0; i < pods; i++) {
            cores += s.coresLeft(ready[i]) / s.flow.pods.burden(ready[i], s.tick);
        }
        return cores;
    }

    /// When pods come or go, partitions are shared out anew.
    private void share(Second s, int instance, int workload) {
        long now = 1;
        for (var pod : s.fleet.readyPods(workload, s.tick)) {
            now = Rng.mix(now + pod.id);
        }
        if (members[instance] != 0 && members[instance] != now) {
            rebalance(s, instance, MEMBERS_CHANGED, REBALANCE_SECONDS);
        }
        members[instance] = now;
    }

    private void rebalance(Second s, int instance, int why, int seconds) {
        rebalancing[instance] = seconds;
        reason[instance] = why;
        s.totals.add(Total.Consumer.REBALANCES, instance, 1);
    }

    /// A batch that takes longer than the group may go without polling is lost: its members are put
    /// out, and what they did is delivered again.
    private void poll(Second s, int instance, double batchSeconds) {
        if (batchSeconds <= maxPollSeconds[instance]) {
            polling[instance] = 0;
            return;
        }
        int first = world.cursor(instance);
        int partitions = world.partitions(instance);
        if (polling[instance] == 0) {
            System.arraycopy(next, first, batchStart, first, partitions);
        }
        polling[instance]++;
        if (polling[instance] > maxPollSeconds[instance]) {
            System.arraycopy(batchStart, first, next, first, partitions);
            for (int p = 0; p < partitions; p++) {
                retrying.forget(instance, p, next[first + p]);
            }
            polling[instance] = 0;
            rebalance(s, instance, EXPELLED, EXPELLED_SECONDS);
        }
    }

    private int lag(int instance, int end) {
        int lag = 0;
        int first = world.cursor(instance);
        int partitions = world.partitions(instance);
        for (int p = 0; p < partitions; p++) {
            lag += offsets(end, p, partitions) - next[first + p];
        }
        return lag;
    }

    /// Takes new messages as far as the credit goes, evenly from the partitions that are not blocked.
    private void take(int tick, int instance, int end, short[] taken) {
        if (rebalancing[instance] > 0) {
            return;
        }
        int first = world.cursor(instance);
        int partitions = world.partitions(instance);
        int left = (int) Math.max(0, credit[instance]);
        for (int n = 0; n < partitions && left > 0; n++) {
            int p = Math.floorMod(tick + n, partitions);
            int c = first + p;
            int there = offsets(end, p, partitions) - next[c];
            int part = Math.ceilDiv(left, partitions - n);
            int count = Math.min(Math.min(there, part), MOST_OF_A_PARTITION);
            if (count > 0 && !retrying.blocks(instance, p)) {
                if (poison[c] >= next[c] && poison[c] < next[c] + count) {
                    count = poison[c] - next[c] + 1; // nothing is taken behind it
                }
                taken[c] = (short) count;
                next[c] += count;
                left -= count;
                credit[instance] -= count;
            }
        }
    }

    // ---- the close of a tick

    /// A delivery ended in `tick`, well or not.
    void ended(
            int instance,
            Deliveries.Delivery what,
            boolean failed,
            long seed,
            Totals totals,
            int tick) {
        var group = world.consumers.get(instance / world.regions).group();
        if (what.isRedelivered()) {
            totals.add(Total.Consumer.REDELIVERED, instance, 1);
        }
        boolean isTaken = what.offset() < next[world.cursor(instance) + what.partition()];
        if (!failed) {
            totals.add(Total.Consumer.HANDLED, instance, 1);
            retrying.done(instance, what);
            double u =
                    Rng.uniform(
                            Rng.hash(Rng.hash(seed, instance, what.partition()), what.offset()));
            if (isTaken && what.attempt() == 0 && u < lostAcks[instance]) {
                retrying.again(instance, what, tick + 4, false);
            }
            return;
        }
        totals.add(Total.Consumer.FAILED, instance, 1);
        boolean last = what.attempt() + 1 >= group.maxAttempts();
        if (last && !group.deadLetters().isEmpty()) {
            retrying.done(instance, what);
            totals.add(Total.Consumer.DEAD, instance, 1);
            int topic = world.indexOf(group.deadLetters());
            dead[topic * world.regions + instance % world.regions]++;
        } else if (isTaken) {
            retrying.again(instance, what, tick + 2, true);
        }
    }

    /// What is published besides what requests publish, behind it.
    void close(Totals totals, long seed, int tick) {
        for (int i = 0; i < dead.length; i++) {
            int more = dead[i];
            dead[i] = 0;
            if (bulkRate[i] > 0 && !diverted[i]) {
                more += Rng.poisson(Rng.hash(seed, tick, i, 0xb01c), bulkRate[i]);
            }
            if (more > 0) {
                totals.add(Total.Topic.MESSAGES, i, more);
            }
        }
    }
}
