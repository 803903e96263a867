// SPDX-License-Identifier: Apache-2.0
package brownout.web;

/// The only place that wires, reads configuration and knows the wall clock.
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
