// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// Something that looks guilty and the PromQL query that clears it: `expect` says whether the query
/// returns something or nothing while the fault is at work. `because` is the sentence for people.
public record Herring(String name, String query, Expect expect, String because) {
    /// What the query shows.
    public enum Expect {
        SOMETHING,
        NOTHING
    }
}
