// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;

/// From a command line to an effect, and what it would do.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public final class Actions {
    private Actions() {}

    /// The effect of one line such as `rollback payment-api --to 4.11.3`, all names resolved. Refuses
    /// unknown names, wrong arguments, and what would change nothing.
    ///
    /// @throws ActionError saying which part of the line is wrong and what to write
    public static Effect parse(String line, Inventory inventory, Estate estate) {
        throw new UnsupportedOperationException(line + inventory + estate);
    }

    /// A truthful dry run of an effect that [#parse] gave for the same inventory.
    public static Preview preview(Effect effect, Inventory inventory) {
        throw new UnsupportedOperationException(effect.toString() + inventory);
    }
}
