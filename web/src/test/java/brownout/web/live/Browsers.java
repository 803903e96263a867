// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;

/// The machine's Chromium, driven by a test that closes it.
public record Browsers(Playwright playwright, Browser browser) implements AutoCloseable {
    /// Skips the test where there is none.
    public static Browsers open() {
        var chromium = Tools.required("chromium", "chromium-browser", "google-chrome");
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--no-first-run")));
        return new Browsers(playwright, browser);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
