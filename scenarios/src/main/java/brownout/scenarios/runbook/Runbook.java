// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.runbook;

import java.time.LocalDate;
import java.util.List;

/// A page for whoever is told of one of `alerts`. `checked` is when somebody last compared it with the
/// estate: a few pages are old, and wrong about it, as in life. `text` is Markdown with fenced queries and actions, in
/// which [Placeholders] stand for what the alert is about.
public record Runbook(
        String title, Subject subject, List<String> alerts, LocalDate checked, String text) {
    public Runbook {
        alerts = List.copyOf(alerts);
    }

    /// What alerts are about; the pages of each are in a file of its own.
    public enum Subject {
        OBJECTIVES("objectives"),
        REQUESTS("requests"),
        SATURATION("saturation"),
        PODS("pods"),
        DATABASES("databases"),
        CACHES("caches"),
        QUEUES("queues"),
        PLATFORM("platform"),
        MONITORING("monitoring"),
        BUSINESS("business");

        private final String file;

        Subject(String file) {
            this.file = file;
        }

        String file() {
            return file;
        }

        /// Whether an alert of it may be about any of the services.
        public boolean ofServices() {
            return switch (this) {
                case OBJECTIVES, REQUESTS, SATURATION, PODS -> true;
                case DATABASES, CACHES, QUEUES, PLATFORM, MONITORING, BUSINESS -> false;
            };
        }
    }
}
