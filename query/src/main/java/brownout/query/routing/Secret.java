// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

/// A text that must not show up in logs, states or pages: a key, a password, a URL that holds one.
public record Secret(String value) {
    /// What stands in its place, in Alertmanager's own words.
    public static final String HIDDEN = "<secret>";

    @Override
    public String toString() {
        return HIDDEN;
    }
}
