// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Rng;
import java.util.UUID;

/// A request to the API server of a region's cluster, which has been answered with HTTP status `code`.
record KubeCall(String user, String agent, String address, Verb verb, Target target, int code) {
    private static final String VERSION = "v1.30.4 (linux/amd64) kubernetes/a51b3b7";

    /// As the API calls them.
    enum Verb {
        CREATE("create", 201),
        PATCH("patch", 200),
        UPDATE("update", 200),
        DELETE("delete", 200);

        final String text;
        final int code;

        Verb(String text, int code) {
            this.text = text;
            this.code = code;
        }
    }

    /// What a request is about: `apps/v1` `deployments` `production` `frontend` `scale`; namespace and
    /// subresource may be "".
    record Target(String api, String resource, String namespace, String name, String subresource) {
        /// The path of the request; what is to be created has no name there yet.
        String uri(Verb verb) {
            boolean isNamed = verb != Verb.CREATE || !subresource.isEmpty();
            return (api.contains("/") ? "/apis/" : "/api/")
                    + api
                    + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
                    + "/"
                    + resource
                    + (isNamed ? "/" + name : "")
                    + (subresource.isEmpty() ? "" : "/" + subresource);
        }
    }

    /// A request that somebody in the company, or a tool of theirs, made.
    static KubeCall by(String actor, Verb verb, Target target) {
        boolean isTool = actor.endsWith("-bot");
        int hash = Rng.below(Rng.hash(0xac704, actor), 250);
        return new KubeCall(
                actor,
                isTool ? "helm/v3.15.2" : "kubectl/" + VERSION,
                (isTool ? "10.96.4." : "10.8.0.") + (2 + hash),
                verb,
                target,
                target.subresource().equals("exec") ? 101 : verb.code);
    }

    /// A request of one of the cluster's own controllers.
    static KubeCall controller(String name, Verb verb, Target target) {
        var user = "system:serviceaccount:kube-system:" + name;
        var agent = "kube-controller-manager/" + VERSION + "/" + user.substring(7);
        return new KubeCall(user, agent, "10.96.0.11", verb, target, verb.code);
    }

    /// A request of the scheduler.
    static KubeCall scheduler(Target target) {
        var agent = "kube-scheduler/" + VERSION + "/scheduler";
        return new KubeCall("system:kube-scheduler", agent, "10.96.0.12", Verb.CREATE, target, 201);
    }

    /// The members of its event, from `received` to `done`, both with nine decimals of a second.
    ///
    /// Source: Kubernetes documentation, "Auditing", audit.k8s.io/v1 Event at the level Metadata.
    void write(LineText into, long id, String received, String done) {
        into.object()
                .plain("kind", "Event")
                .plain("apiVersion", "audit.k8s.io/v1")
                .plain("level", "Metadata")
                .plain("auditID", uuid(id))
                .plain("stage", "ResponseComplete")
                .plain("requestURI", target.uri(verb))
                .plain("verb", verb.text)
                .object("user")
                .field("username", user)
                .close()
                .list("sourceIPs", address)
                .plain("userAgent", agent)
                .object("objectRef")
                .plain("resource", target.resource);
        if (!target.namespace.isEmpty()) {
            into.plain("namespace", target.namespace);
        }
        into.plain("name", target.name);
        int slash = target.api.indexOf('/');
        if (slash >= 0) {
            into.plain("apiGroup", target.api.substring(0, slash));
        }
        into.plain("apiVersion", target.api.substring(slash + 1));
        if (!target.subresource.isEmpty()) {
            into.plain("subresource", target.subresource);
        }
        into.close()
                .object("responseStatus")
                .number("code", code)
                .close()
                .plain("requestReceivedTimestamp", micros(received))
                .plain("stageTimestamp", micros(done));
    }

    private static String micros(String instant) {
        return instant.substring(0, instant.length() - 4) + "Z";
    }

    /// A version 4 UUID.
    private static String uuid(long id) {
        long high = (Rng.hash(id, 1) & ~0xf000L) | 0x4000L;
        long low = (Rng.hash(id, 2) >>> 2) | (1L << 63);
        return new UUID(high, low).toString();
    }
}
