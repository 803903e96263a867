// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to who is told of alerts. Which alerts fire does not change. `matchers` are written as
/// Alertmanager writes them (`severity=~"critical|warning"`), labels of `groupBy` separated by commas;
/// `...` is every label, "" what the routes above say. Alertmanagers read a change at once, all of them.
public sealed interface RoutingEffect extends Effect {
    /// A route to `receiver` in front of all others, which go on to be asked.
    record AddRoute(String receiver, String matchers, String groupBy) implements RoutingEffect {}

    /// The first route to `receiver` with just these `matchers` ("" = any) is taken out, and what is
    /// below it.
    record RemoveRoute(String receiver, String matchers) implements RoutingEffect {}

    /// Every route to `receiver` groups by these labels.
    record GroupBy(String receiver, String groupBy) implements RoutingEffect {}

    /// No alert inhibits another any more, until [RestoreInhibition].
    record DropInhibition() implements RoutingEffect {}

    /// The estate's own inhibition rules.
    record RestoreInhibition() implements RoutingEffect {}

    /// The Alertmanagers no longer hear of each other, until [JoinCluster].
    record PartCluster() implements RoutingEffect {}

    /// The Alertmanagers tell each other again whom they have told.
    record JoinCluster() implements RoutingEffect {}

    /// Alerts that match are told to nobody for `overSeconds`.
    record Silence(String matchers, long overSeconds) implements RoutingEffect {}

    /// Silences with just these `matchers` end.
    record ExpireSilence(String matchers) implements RoutingEffect {}

    /// A silence as Alertmanager's API takes it, in milliseconds of world time after t0. It replaces the
    /// one with the id `replaces`, if that is not "", in place where nothing but its end and its words
    /// change; else it is a new one, called `id`, and the old one ends.
    record SetSilence(
            String id,
            String replaces,
            String matchers,
            long startMillis,
            long endMillis,
            String createdBy,
            String comment)
            implements RoutingEffect {}

    /// The silence with this id ends.
    record EndSilence(String id) implements RoutingEffect {}

    /// All of them together: they have one configuration.
    String ALERTMANAGER = "alertmanager";

    @Override
    default String target() {
        return ALERTMANAGER;
    }
}
