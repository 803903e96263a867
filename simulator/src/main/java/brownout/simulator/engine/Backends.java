// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// What answers from afar and has no state of its own here: third parties, object stores, search
/// clusters and, for those who publish, topics.
final class Backends {
    private final World world;

    /// By target: how much slower than usual it answers.
    private final double[] slow;

    Backends(World world) {
        this.world = world;
        slow = new double[world.targets];
        Arrays.fill(slow, 1);
    }

    private Backends(Backends other) {
        world = other.world;
        slow = other.slow.clone();
    }

    Backends copy() {
        return new Backends(this);
    }

    void slow(World.Kind kind, int component, double factor) {
        for (var target : world.targets(kind, component)) {
            slow[target.number()] = factor;
        }
    }

    void step(Second s) {
        for (var target : world.targetList) {
            switch (target.kind()) {
                case THIRD_PARTY, OBJECT_STORE, SEARCH, TOPIC -> answer(s, target);
                case SERVICE, DATABASE, CACHE -> {}
            }
        }
    }

    private void answer(Second s, Target target) {
        for (int region = 0; region < s.regions; region++) {
            s.flow.targets.answers(target.in(world, region), slow[target.number()]);
            s.flow.targets.publish(s, target.in(world, region));
        }
    }
}
