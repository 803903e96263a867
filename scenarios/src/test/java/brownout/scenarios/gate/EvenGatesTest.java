// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

final class EvenGatesTest extends BuiltInGates {
    EvenGatesTest() {
        super(0);
    }
}
