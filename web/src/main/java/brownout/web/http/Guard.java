// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import brownout.web.people.People;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/// What every answer carries and every request must satisfy: security headers, same origin for what
/// changes something, JSON where JSON is read, and who asks. Mounted before everything else.
public final class Guard {
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self';"
                    + " frame-ancestors 'none'; img-src 'self' data:";
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy", CONTENT_SECURITY_POLICY,
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Opener-Policy", "same-origin");
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final long COOKIE_SECONDS = 400L * 24 * 3600;

    private final People people;
    private final String publicOrigin;

    /// `publicUrl` is where browsers find the server, or empty where that is what they ask for.
    public Guard(People people, String publicUrl) {
        this.people = people;
        this.publicOrigin = publicUrl.isEmpty() ? "" : origin(publicUrl);
    }

    /// `telemetry` is the path pattern of the four APIs, which any page may read and no cookie opens.
    public void mount(Router router, String telemetry) {
        router.route()
                .handler(ctx -> {
                    HEADERS.forEach(ctx.response()::putHeader);
                    ctx.next();
                });
        router.routeWithRegex(telemetry)
                .handler(ctx -> {
                    allowAnyOrigin(ctx);
                    ctx.put("telemetry", true).next();
                });
        router.route().handler(this::check);
    }

    private static void allowAnyOrigin(RoutingContext ctx) {
        // As upstream: only Alertmanager has something to delete.
        var methods =
                path(ctx).contains("/alertmanager/")
                        ? "GET, POST, DELETE, OPTIONS"
                        : "GET, POST, OPTIONS";
        ctx.response()
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Allow-Methods", methods)
                .putHeader(
                        "Access-Control-Allow-Headers",
                        "Accept, Authorization, Content-Type, Origin,"
                                + " X-Loki-Response-Encoding-Flags, X-Scope-OrgID, X-Query-Tags")
                .putHeader("Access-Control-Expose-Headers", "Date");
    }

    private void check(RoutingContext ctx) {
        if (ctx.get("telemetry", false)) {
            ctx.next();
            return;
        }
        if (!SAFE.contains(ctx.request().method())) {
            if (!sameOrigin(ctx)) {
                refuse(ctx, 403, "the request comes from another origin");
                return;
            }
            if (path(ctx).startsWith("/api/") && !isJson(ctx)) {
                refuse(ctx, 415, "send the body as Content-Type: application/json");
                return;
            }
        }
        recognise(ctx);
        ctx.next();
    }

    private static void refuse(RoutingContext ctx, int status, String text) {
        var reply = Problem.reply(new Refusal(status, text));
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", reply.contentType())
                .end(Buffer.buffer(reply.body()));
    }

    private static String path(RoutingContext ctx) {
        return String.valueOf(ctx.request().path());
    }

    private static boolean isJson(RoutingContext ctx) {
        var type = ctx.request().getHeader("Content-Type");
        return type != null && type.startsWith("application/json");
    }

    /// Browsers say where a request comes from; other clients say nothing and are no threat, since
    /// nobody else's cookie is with them.
    private boolean sameOrigin(RoutingContext ctx) {
        var site = ctx.request().getHeader("Sec-Fetch-Site");
        if (site != null) {
            // Where there is one it decides: a form of ours has the origin "null", for the pages'
            // referrer policy is no-referrer, and no page can set this header.
            return site.equals("same-origin") || site.equals("none");
        }
        var origin = ctx.request().getHeader("Origin");
        if (origin == null) {
            return true;
        }
        var host = ctx.request().authority();
        return origin.equals(publicOrigin)
                || (publicOrigin.isEmpty()
                        && host != null
                        && (origin.equals("http://" + host) || origin.equals("https://" + host)));
    }

    private void recognise(RoutingContext ctx) {
        var cookie = ctx.request().getCookie(People.COOKIE);
        var known = cookie == null ? "" : people.person(cookie.getValue()).orElse("");
        if (!known.isEmpty()) {
            ctx.put(Endpoints.PERSON, known);
        } else if (greets(ctx)) {
            var person = people.newPerson();
            ctx.put(Endpoints.PERSON, person);
            ctx.response()
                    .addCookie(
                            Cookie.cookie(People.COOKIE, people.cookie(person))
                                    .setPath("/")
                                    .setHttpOnly(true)
                                    .setSameSite(CookieSameSite.LAX)
                                    .setSecure(publicOrigin.startsWith("https:"))
                                    .setMaxAge(COOKIE_SECONDS));
        }
    }

    /// Pages and the drill API make strangers known; assets and probes do not.
    private static boolean greets(RoutingContext ctx) {
        var accept = ctx.request().getHeader("Accept");
        return path(ctx).startsWith("/api/v1/") || (accept != null && accept.contains("text/html"));
    }

    private static String origin(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
