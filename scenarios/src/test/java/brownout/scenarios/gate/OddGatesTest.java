// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

final class OddGatesTest extends BuiltInGates {
    OddGatesTest() {
        super(1);
    }
}
