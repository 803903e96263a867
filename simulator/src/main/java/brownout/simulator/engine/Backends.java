// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Failure;
import java.util.Arrays;

/// What answers from afar and has no state of its own here: third parties, object stores, search
/// clusters and, for those who publish, topics.
final class Backends {
    private final World world;

    /// By target: how much slower than usual it answers.
    private final double[] slow;

    /// By third party: requests a second that it answers, 0 where there is no limit.
    private final double[] quotas;

    Backends(World world) {
        this.world = world;
        slow = new double[world.targets];
        Arrays.fill(slow, 1);
        quotas =
                world.estate.thirdParties().stream()
                        .mapToDouble(party -> party.quotaPerSecond())
                        .toArray();
    }

    private Backends(Backends other) {
        world = other.world;
        slow = other.slow.clone();
        quotas = other.quotas.clone();
    }

    Backends copy() {
        return new Backends(this);
    }

    void slow(World.Kind kind, int component, double factor) {
        for (var target : world.targets(kind, component)) {
            slow[target.number()] = factor;
        }
    }

    void quota(String party, double perSecond) {
        quotas[world.indexOf(party)] = perSecond;
    }

    void step(Second s) {
        for (var target : world.targetList) {
            switch (target.kind()) {
                case OBJECT_STORE, SEARCH, TOPIC -> answer(s, target, 0);
                case THIRD_PARTY -> answer(s, target, beyondQuota(s, target.component()));
                case SERVICE, DATABASE, CACHE -> {}
            }
        }
    }

    /// The share of requests that a third party turns away, whatever region and endpoint.
    private double beyondQuota(Second s, int party) {
        if (quotas[party] <= 0) {
            return 0;
        }
        double rate = 0;
        for (var target : world.targets(World.Kind.THIRD_PARTY, party)) {
            for (int region = 0; region < s.regions; region++) {
                rate += s.rate(target.number(), region);
            }
        }
        return rate <= quotas[party] ? 0 : 1 - quotas[party] / rate;
    }

    private void answer(Second s, Target target, double refused) {
        for (int region = 0; region < s.regions; region++) {
            int i = target.in(world, region);
            s.flow.targets.answers(i, slow[target.number()]);
            if (refused > 0) {
                s.flow.targets.fails(i, refused, Failure.QUOTA_EXCEEDED);
            }
            s.flow.targets.publish(s, i);
        }
    }
}
