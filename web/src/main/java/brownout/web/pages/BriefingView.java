// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// The briefing page: what one would know when paged.
public record BriefingView(
        CatalogueView.DrillRow drill, String text, String role, List<Points> points) {
    public BriefingView {
        points = List.copyOf(points);
    }

    /// A line of "how it is scored".
    public record Points(String name, String points) {}
}
