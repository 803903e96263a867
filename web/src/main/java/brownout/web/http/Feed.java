// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

/// A stream of server-sent events that a client can leave and resume: a function from a position to
/// what comes after it, so that the server keeps nothing per client but the position.
public interface Feed {
    /// Everything after `position`, as event-stream text; empty where there is nothing new. A
    /// position this feed did not make counts as the beginning.
    Page after(String position);

    /// Calls `news` after something may have been added; close the result to end it.
    AutoCloseable watch(Runnable news);

    /// A piece of the stream and the position behind it.
    record Page(String text, String position) {}

    /// Opens the feed that a request asks for, at `Last-Event-ID` if the client has one.
    @FunctionalInterface
    interface Source {
        /// May throw [Refusal].
        Feed open(Params in);
    }
}
