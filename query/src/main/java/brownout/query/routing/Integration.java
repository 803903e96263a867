// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One way in which a receiver is told. Texts are literal: templates are refused when read.
public sealed interface Integration {
    /// Whether resolved alerts are part of what is sent.
    boolean sendResolved();

    /// The name in Alertmanager's metrics and logs: `webhook`.
    String kind();

    /// A POST of a [Payload]; of more than `maxAlerts` alerts (0: no bound) the rest is only counted.
    record Webhook(boolean sendResolved, Secret url, int maxAlerts) implements Integration {
        @Override
        public String kind() {
            return "webhook";
        }
    }

    /// A message in a channel, by an incoming webhook. `title` and `text` replace the usual wording.
    record Slack(
            boolean sendResolved,
            Secret apiUrl,
            String channel,
            Optional<String> username,
            Optional<String> title,
            Optional<String> text)
            implements Integration {
        @Override
        public String kind() {
            return "slack";
        }
    }

    /// An event of PagerDuty: of version 2 where `eventsV2`, the key being a routing key, else of
    /// version 1 with a service key.
    record PagerDuty(
            boolean sendResolved,
            boolean eventsV2,
            Secret key,
            String url,
            Optional<String> severity,
            Optional<String> description)
            implements Integration {
        @Override
        public String kind() {
            return "pagerduty";
        }
    }

    /// A mail by SMTP.
    record Email(
            boolean sendResolved,
            String to,
            String from,
            String smarthost,
            boolean requireTls,
            Optional<String> username,
            Optional<Secret> password,
            Map<String, String> headers)
            implements Integration {
        public Email {
            headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        }

        @Override
        public String kind() {
            return "email";
        }
    }
}
