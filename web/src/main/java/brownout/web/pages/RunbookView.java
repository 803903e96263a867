// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import com.github.jknack.handlebars.Handlebars.SafeString;
import java.util.List;

/// A runbook, a service's page or the playbook: what is written, and beside it what the estate's files
/// say. `kind` is what it is about, `alert` or `service`, or empty.
public record RunbookView(
        String title, String kind, String lead, SafeString body, List<Section> sections) {
    public RunbookView {
        sections = List.copyOf(sections);
    }

    /// Facts of one kind.
    public record Section(String title, List<Fact> facts) {
        public Section {
            facts = List.copyOf(facts);
        }
    }

    /// `href` is where `name` leads, or empty.
    public record Fact(String name, String text, String href) {}
}
