// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// Names that conditions are held under: those of public things, which anybody may set right without
/// knowing whether something is wrong there. A condition `thing` or `thing/detail` ends when the thing is
/// renewed, reverted or restarted.
public final class Subjects {
    private Subjects() {}

    public static String certificate(String name) {
        return "certificate:" + name;
    }

    /// Of a region's name servers.
    public static String dns(String region) {
        return "dns:" + region;
    }

    public static String mutualTls(String service) {
        return "mutual-tls:" + service;
    }

    public static String policy(String name) {
        return "network-policy:" + name;
    }

    public static String migration(String database, String name) {
        return "migration:" + database + "/" + name;
    }

    public static String clock(String node) {
        return "clock:" + node;
    }

    public static String connections(String node) {
        return "connections:" + node;
    }

    public static String node(String name) {
        return "node:" + name;
    }

    public static String release(String service, String version) {
        return "release:" + service + "/" + version;
    }

    public static String settings(String service) {
        return "settings:" + service;
    }

    /// Of a cache, which its clients know.
    public static String password(String cache) {
        return component(cache) + "/password";
    }

    public static String component(String name) {
        return "component:" + name;
    }
}
