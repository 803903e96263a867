// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

/// Where to look at what a sentence says, inside the run: `page` is the path below `/r/{run}/`
/// (`x/metrics`, `x/logs`, `x/traces`, `changes`, `alerts`, `actions`, `notebook`), `query` its query
/// or empty, and the range in ticks. The web module makes a URL of it.
public record Link(String page, String query, int fromTick, int toTick) {}
