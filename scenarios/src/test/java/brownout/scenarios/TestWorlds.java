// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.scenarios.world.HistoryStore;
import brownout.scenarios.world.Worlds;

/// Worlds that test classes of one JVM have in common: an hour of history takes seconds to compute, and it
/// is the same for all of them.
public final class TestWorlds {
    public static final Worlds BUILT_IN = new Worlds(Settings.builtIn(), HistoryStore.COMPUTED);

    private TestWorlds() {}
}
