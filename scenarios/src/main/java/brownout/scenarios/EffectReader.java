// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.syntax.YamlNode;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.RecordReader;

/// Reads an effect field for field as its record has them; see [RecordReader].
final class EffectReader {
    private EffectReader() {}

    /// The effect that `node` names in `effect`; `beside` are keys of the mapping that are not its.
    static Effect read(YamlNode node, String... beside) {
        return RecordReader.effect(node, beside);
    }
}
