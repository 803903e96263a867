// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.List;
import java.util.stream.IntStream;

/// The zones that third parties answer from: three near each of our regions, `eu-west-1a` to
/// `eu-west-1c`. They are the provider's and have nothing to do with where our nodes are.
public final class ProviderZones {
    /// Zones near each region.
    public static final int COUNT = 3;

    private ProviderZones() {}

    /// The name of the `zone`-th zone, from 0, near `region`.
    public static String name(String region, int zone) {
        return region + (char) ('a' + zone);
    }

    /// Whether `place` is the `zone`-th zone near `region`.
    public static boolean is(String place, String region, int zone) {
        return place.length() == region.length() + 1
                && place.startsWith(region)
                && place.charAt(region.length()) == 'a' + zone;
    }

    /// Of all regions, in their order.
    public static List<String> names(Estate estate) {
        return estate.regionNames().stream()
                .flatMap(region -> IntStream.range(0, COUNT).mapToObj(zone -> name(region, zone)))
                .toList();
    }
}
