// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

/// One thing the server answers: plain blocking code that knows nothing of the event loop.
@FunctionalInterface
public interface Endpoint {
    /// May throw [Refusal] or [brownout.query.syntax.QueryError]; anything else is a bug and a 500.
    Reply answer(Params in);
}
