// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// A history as bytes, to be read instead of computed again: its chunks and the state to go on from.
///
/// The bytes are a magic number, the format, the 32 bytes of [#name], the length of the graph of objects,
/// that graph, and the CRC-32C of all that. Whatever is not the very history that is wanted, whole and
/// undamaged, is an [IOException]; nothing of the graph is looked at before the checksum has been.
public final class HistoryImage {
    private static final long MAGIC = 0x42524f574e494d47L; // BROWNIMG
    private static final int FORMAT = 2; // since ticks count what the ingress wrote
    private static final int BUFFER = 1 << 16;
    private static final int HEADER = Long.BYTES + Integer.BYTES + 32 + Long.BYTES;

    private HistoryImage() {}

    /// Bytes that can be read from the beginning more than once.
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /// Everything that a history is a function of, and how its classes look, as 64 hex digits.
    public static String name(
            String estateDigest, String rulesDigest, long historySeed, int seconds) {
        var text =
                String.join(
                        "\n",
                        Timeline.ENGINE_VERSION,
                        ImageClasses.shape(),
                        estateDigest,
                        rulesDigest,
                        Long.toString(historySeed),
                        Integer.toString(seconds));
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Writes a history under its [#name].
    ///
    /// @throws IOException where `out` does not take it, or something in the history is of a class that
    ///     no image may hold
    public static void write(Timeline history, String name, OutputStream out) throws IOException {
        var parts = history.parts();
        var length = new Counted(OutputStream.nullOutputStream());
        graph(parts, length); // once for its length, which stands before it
        var checked = new CheckedOutputStream(out, new CRC32C());
        var head = new DataOutputStream(checked);
        head.writeLong(MAGIC);
        head.writeInt(FORMAT);
        head.write(HexFormat.of().parseHex(name));
        head.writeLong(length.bytes);
        head.flush();
        graph(parts, checked);
        checked.flush();
        var tail = new DataOutputStream(out);
        tail.writeLong(checked.getChecksum().getValue());
        tail.flush();
    }

    private static void graph(Timeline.Parts parts, OutputStream out) throws IOException {
        try (var output = new Output(new Unclosed(out), BUFFER)) {
            var known = new KnownObjects(parts.world(), parts.cells());
            var kryo = ImageClasses.kryo(known);
            output.writeLong(known.digest());
            kryo.writeObject(output, parts.graph());
        } catch (KryoException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// The history in `source`, which must be that of `name`, with the estate, rules, seed and length that
    /// the name is made of.
    ///
    /// @throws IOException where it is not there, or is another one, or is damaged
    public static Timeline read(
            Source source,
            String name,
            Estate estate,
            RuleStage rules,
            long historySeed,
            int seconds)
            throws IOException {
        check(source, name);
        try (var in = source.open()) {
            in.skipNBytes(HEADER);
            var world = new World(estate);
            var cells = Cells.of(world);
            var known = new KnownObjects(world, cells);
            var input = new Input(in, BUFFER);
            if (input.readLong() != known.digest()) {
                throw new IOException("it is of another estate");
            }
            var graph = ImageClasses.kryo(known).readObject(input, Timeline.Graph.class);
            return Timeline.restored(world, rules, historySeed, seconds, graph);
        } catch (RuntimeException e) { // what a serialiser makes of bytes that it did not write
            throw new IOException("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static void check(Source source, String name) throws IOException {
        try (var in = new CheckedInputStream(source.open(), new CRC32C())) {
            var head = new DataInputStream(in);
            require(head.readLong() == MAGIC, "it is no image of a history");
            require(head.readInt() == FORMAT, "it has another format");
            var named = HexFormat.of().formatHex(head.readNBytes(32));
            require(named.equals(name), "it is of another history");
            long length = head.readLong();
            require(length >= 0, "it is damaged");
            pass(in, length);
            long sum = in.getChecksum().getValue();
            require(head.readLong() == sum, "it is damaged");
            require(in.read() < 0, "something follows it");
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    /// Reads on; a stream's own way to skip takes small steps.
    private static void pass(InputStream in, long length) throws IOException {
        var some = new byte[BUFFER];
        for (long left = length; left > 0; ) {
            int read = in.read(some, 0, (int) Math.min(left, some.length));
            require(read >= 0, "it is cut off");
            left -= read;
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    /// Leaves closing to whoever opened it.
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int count) {
            bytes += count;
        }
    }
}
