// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to a database.
public sealed interface DatabaseEffect extends Effect {
    String database();

    @Override
    default String target() {
        return database();
    }

    /// Statements of class `query` are `factor` (> 0, 1 = usual) times as much work for the server, as
    /// after a change of plan.
    record QueryWork(String database, String query, double factor) implements DatabaseEffect {}
}
