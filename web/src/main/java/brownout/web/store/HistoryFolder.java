// SPDX-License-Identifier: Apache-2.0
package brownout.web.store;

import brownout.scenarios.Setting;
import brownout.scenarios.world.HistoryStore;
import brownout.simulator.engine.HistoryImage;
import brownout.simulator.engine.Timeline;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Histories as images in a folder: read where there is one, else computed and kept. Nothing here must
/// survive: what is missing, damaged or of another version is computed again, with a line in the log,
/// and what cannot be written is not kept. Those that were used longest ago are removed.
public final class HistoryFolder implements HistoryStore {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFolder.class);
    private static final String IMAGE = ".image";
    private static final String UNFINISHED = ".tmp";
    private static final int MOST_IMAGES = 8;
    private static final long MOST_BYTES = 4L << 30;

    private final Path folder;

    /// The folder is made when the first image is written.
    public HistoryFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Timeline history(Setting setting, long historySeed, int seconds) {
        var name =
                HistoryImage.name(
                        setting.estateDigest(), setting.rulesDigest(), historySeed, seconds);
        var file = folder.resolve(name + IMAGE);
        try {
            var read =
                    HistoryImage.read(
                            () -> Files.newInputStream(file),
                            name,
                            setting.estate(),
                            setting.ruleStage(),
                            historySeed,
                            seconds);
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            return read;
        } catch (NoSuchFileException _) {
            // the first time
        } catch (IOException e) {
            LOG.info("a history is computed again, {}: {}", file.getFileName(), e.getMessage());
        }
        var computed = HistoryStore.COMPUTED.history(setting, historySeed, seconds);
        computed.advanceTo(-1);
        keep(computed, name, file);
        return computed;
    }

    private synchronized void keep(Timeline history, String name, Path file) {
        try {
            Files.createDirectories(folder);
            files(UNFINISHED).forEach(HistoryFolder::delete);
            var unfinished = folder.resolve(name + UNFINISHED);
            try (var channel =
                            FileChannel.open(
                                    unfinished,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE);
                    var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                HistoryImage.write(history, name, out);
                out.flush();
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            removeOld(file);
        } catch (IOException e) {
            LOG.warn("a history is not kept, {}: {}", file.getFileName(), e.toString());
        }
    }

    /// Leaves the newest images that fit, and `kept` in any case.
    private void removeOld(Path kept) throws IOException {
        var images = new ArrayList<>(files(IMAGE));
        images.sort(Comparator.comparingLong(HistoryFolder::usedMillis).reversed());
        images.remove(kept);
        long bytes = Files.size(kept);
        int count = 1;
        for (var image : images) {
            bytes += size(image);
            count++;
            if (count > MOST_IMAGES || bytes > MOST_BYTES) {
                delete(image);
            }
        }
    }

    private List<Path> files(String suffix) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().endsWith(suffix)).toList();
        }
    }

    private static long usedMillis(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException _) {
            return 0; // gone meanwhile
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException _) {
            return 0;
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}", path.getFileName(), e.toString());
        }
    }
}
