// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// What every page has: its title, which entry of the navigation it is (`here`), the stored theme
/// (empty: the system's), where its files are, and what of them it loads. `language` is that of its
/// query editor and `traceId` the trace it shows, or empty.
public record PageView(
        String title,
        String here,
        String theme,
        String assets,
        List<String> styles,
        List<String> modules,
        String language,
        String traceId) {
    public PageView {
        styles = List.copyOf(styles);
        modules = List.copyOf(modules);
    }

    /// The same page with an editor or a trace.
    PageView with(String editorLanguage, String shownTraceId) {
        return new PageView(
                title, here, theme, assets, styles, modules, editorLanguage, shownTraceId);
    }
}
