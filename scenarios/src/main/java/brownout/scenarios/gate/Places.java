// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.query.syntax.YamlNode;

/// Where in its file a finding belongs.
public final class Places {
    private final YamlNode root;

    /// The file's text must be one that the reader accepts.
    public Places(String fileName, String text) {
        root = YamlNode.parse(fileName, text);
    }

    /// `file:line` of the item or section that the finding is about, or of the file's first line where
    /// it has no such section.
    public String of(Finding finding) {
        var section = root.find(finding.gate().section());
        if (section.isEmpty()) {
            return root.file() + ":" + root.line();
        }
        var node = section.get();
        if (node.isList() && finding.index() >= 0 && finding.index() < node.items().size()) {
            node = node.items().get(finding.index());
        }
        return root.file() + ":" + node.line();
    }

    /// `file:line: gate: about: detail. What to do`, of one seed.
    public String message(Finding finding, long seed) {
        return of(finding)
                + ": not so with seed "
                + seed
                + ": "
                + finding.title()
                + ": "
                + finding.detail()
                + ". "
                + finding.gate().advice();
    }
}
