// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// Companies whose APIs are called over the internet.
final class ThirdParties {
    private final World world;
    private final double[] slow;

    ThirdParties(World world) {
        this.world = world;
        slow = new double[world.thirdParties];
        Arrays.fill(slow, 1);
    }

    private ThirdParties(ThirdParties other) {
        world = other.world;
        slow = other.slow.clone();
    }

    ThirdParties copy() {
        return new ThirdParties(this);
    }

    void slow(int party, double factor) {
        slow[party] = factor;
    }

    void step(Second s) {
        for (int party = 0; party < world.thirdParties; party++) {
            int first = world.target(World.Kind.THIRD_PARTY, party, 0);
            int operations = world.estate.thirdParties().get(party).operations().size();
            for (int t = first * s.regions; t < (first + operations) * s.regions; t++) {
                s.flow.targets.answers(t, slow[party]);
                s.flow.targets.publish(s, t);
            }
        }
    }
}
