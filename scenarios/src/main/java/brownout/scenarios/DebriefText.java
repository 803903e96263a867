// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// The truth in words: one sentence, an explanation, and what the timeline writes into the fault's
/// bar.
public record DebriefText(String cause, String explanation, String bar) {}
