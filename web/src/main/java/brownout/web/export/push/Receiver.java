// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Where to push: an address and the headers of every request. The name and password of an address
/// (`http://name:password@host/…`) become a header; [#toString] has no header.
public record Receiver(URI uri, List<String> headers) {
    public Receiver {
        headers = List.copyOf(headers);
    }

    /// Throws [IllegalArgumentException] where `address` is no http or https URL.
    public static Receiver of(String address, List<String> namesAndValues) {
        var uri = URI.create(address);
        var scheme = String.valueOf(uri.getScheme());
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("not a URL, give http://host:port/path");
        }
        var headers = new ArrayList<>(namesAndValues);
        var user = uri.getRawUserInfo();
        if (user == null) {
            return new Receiver(uri, headers);
        }
        var secret = URI.create("x://" + user + "@h").getUserInfo(); // percent-decoded
        headers.add("Authorization");
        headers.add(
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        return new Receiver(URI.create(address.replaceFirst("//[^@/]*@", "//")), headers);
    }

    Receiver with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Receiver(uri, more);
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
