// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

/// A long answer that is made while it is sent, chunk by chunk, as fast as the client reads.
public interface Download {
    String contentType();

    /// What a browser saves it as.
    String fileName();

    /// The next chunk; empty at the end. Called by one thread at a time.
    byte[] nextChunk();

    /// Opens what a request asks for.
    @FunctionalInterface
    interface Source {
        /// May throw [Refusal].
        Download open(Params in);
    }
}
