// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// Something a customer or colleague says in the channel at `tick`.
public record CustomerMessage(int tick, String from, String text) {
    /// Whether somebody waits for an answer.
    public boolean asks() {
        return text.contains("?");
    }
}
