// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

/// Why there are points, or fewer: negative for a deduction.
public record Reason(String sentence, Link link, double points) {}
