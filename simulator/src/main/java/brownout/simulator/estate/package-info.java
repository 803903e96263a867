// SPDX-License-Identifier: Apache-2.0

/// The simulated company: what it consists of, and the strict reader of its files.
///
/// [Estate] holds it all; [EstateFile#builtin] reads one that comes with the product. An estate is one
/// file or a folder whose first file lists the others under `files`; a list such as `services` may go on
/// in any of them. Everything a call may name is a *component*: its name is unique in the estate.
///
/// | section | record | what a call to it looks like |
/// |---|---|---|
/// | `services` | [Estate.Service] | `{to: orders-service/placeOrder, timeout: 3s, retries: 1, backoff: 50ms}` |
/// | `databases` | [Estate.Database], [Postgres] | `{to: orders-db/insertOrder}`, by one of the caller's `pools` |
/// | `caches` | [Estate.Cache] | `{to: redis-cart/getCart, timeout: 200ms}`; what follows may be `on: miss` |
/// | `queues` (topics of `brokers`) | [Estate.Queue], [Estate.ConsumerGroup] | `{to: order-events/publish, timeout: 1s}` |
/// | `object_stores` | [Estate.ObjectStore] | `{to: object-store/putInvoice, timeout: 2s}` |
/// | `search_clusters` | [Estate.SearchCluster] | `{to: search-cluster/searchProducts, timeout: 1s}` |
/// | `third_parties` | [Estate.ThirdParty] | `{to: payment-processor/charge, timeout: 3s, breaker: true}` |
///
/// An operation with `consumes: TOPIC` in place of `http:` handles messages: nobody calls it, but a
/// consumer group of that topic names it. It begins a trace of its own.
///
/// What an operation logs of a request that went well is one of the sentences under `says`, and of one
/// that it turned down one of those within `declines`: see [Sentence] for what may stand in them.
///
///     - name: placeOrder
///       http: POST /api/v1/orders
///       declines: {status: 409, ratio: 0.4%, says: ["Nothing reserved for order {id}"]}
///       says: ["Order {id} placed: {items} items, {amount} {currency}", "Order {id} is {new|paid}"]
///
/// Around the components: [Estate.Job] (cron jobs and the load they make), [Estate.Autoscaler],
/// [Estate.Flag], [Platform] (ingress, mesh, DNS, certificates, secrets) and [Monitoring].
///
/// `replicas` of services and ingress and `cores` of databases may differ by region:
/// `replicas: {eu-west-1: 5, us-east-1: 4}`. All else is alike in every region.
@NullMarked
package brownout.simulator.estate;

import org.jspecify.annotations.NullMarked;
