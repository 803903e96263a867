// SPDX-License-Identifier: Apache-2.0
/// What the Alertmanagers of runs tell people also reaches real receivers: chats, pagers, webhooks.
///
///     Deliveries --once a second, what left--> AddressBook --who gets it--> Outbox --HTTP--> a receiver
///     Message -> Payload (webhook) | SlackMessage | PagerDutyEvent                           its bodies
@NullMarked
package brownout.web.notify;

import org.jspecify.annotations.NullMarked;
