// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// A long document that is made piece by piece, so that only a piece of it is ever in memory.
public interface Document {
    /// A chunk is passed on when it holds so many bytes; one piece more may be in it.
    int CHUNK_BYTES = 128 * 1024;

    /// Appends the next piece (one metric, some lines) and tells whether there may be more.
    boolean writeNext(ByteArrayOutputStream out);

    /// The next chunk; empty at the end.
    default byte[] nextChunk() {
        var out = new ByteArrayOutputStream(CHUNK_BYTES + CHUNK_BYTES / 4);
        boolean more = true;
        while (more && out.size() < CHUNK_BYTES) {
            more = writeNext(out);
        }
        return out.toByteArray();
    }

    /// Writes all of it; returns the number of bytes.
    default long writeTo(OutputStream out) throws IOException {
        long bytes = 0;
        for (var chunk = nextChunk(); chunk.length > 0; chunk = nextChunk()) {
            out.write(chunk);
            bytes += chunk.length;
        }
        return bytes;
    }
}
