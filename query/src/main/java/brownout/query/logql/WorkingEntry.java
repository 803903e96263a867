// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.data.LogStore.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The line and labels of one entry on its way through a pipeline; one object is used for all
/// entries of a query, and makes no map until somebody asks for the whole label set.
///
/// A plain name belongs to the stream, else to the metadata, else to what parsers extracted; a value
/// that loses its name to an earlier of these gets the name with [#SUFFIX], where the latest wins.
final class WorkingEntry {
    static final String ERROR = "__error__";
    static final String ERROR_DETAILS = "__error_details__";
    static final String SUFFIX = "_extracted";

    private final NeededLabels needed;
    private Labels stream = Labels.EMPTY;
    private Labels metadata = Labels.EMPTY;
    private String[] names = new String[16];
    private String[] values = new String[16];
    private int size = 0;
    private long found = 0;
    private final List<String> removed = new ArrayList<>();
    private String error = "";
    private String errorDetails = "";
    String line = "";
    long timeNanos = 0;

    WorkingEntry(NeededLabels needed) {
        this.needed = needed;
    }

    void reset(Entry entry) {
        stream = entry.stream();
        metadata = entry.metadata();
        line = entry.line();
        timeNanos = entry.timeNanos();
        size = 0;
        found = 0;
        removed.clear();
        error = "";
        errorDetails = "";
    }

    /// True where a parser need not read on.
    boolean hasEnough() {
        return needed.covered(found);
    }

    /// The name under which a parser shall store its field `name`, or null where nobody needs it or
    /// it was extracted before: the first value wins.
    @Nullable String slot(String name) {
        var slot = stream.has(name) || metadata.has(name) ? name + SUFFIX : name;
        if (needed.isAll()) {
            return indexOf(slot) < 0 ? slot : null;
        }
        int index = needed.index(slot);
        return index < 0 || (found >> index & 1) == 1 ? null : slot;
    }

    /// Stores a parsed field under a name that [#slot] gave.
    void extract(String slot, String value) {
        if (!needed.isAll()) {
            found |= 1L << needed.index(slot);
        }
        set(slot, value);
    }

    /// Sets a label as a parsed one, whoever had the name before.
    void set(String name, String value) {
        int at = indexOf(name);
        if (at < 0) {
            if (size == names.length) {
                names = Arrays.copyOf(names, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            at = size++;
        }
        names[at] = name;
        values[at] = value;
    }

    void remove(String name) {
        int at = indexOf(name);
        if (at >= 0) {
            size--;
            System.arraycopy(names, at + 1, names, at, size - at);
            System.arraycopy(values, at + 1, values, at, size - at);
        }
        if (!removed.contains(name)) {
            removed.add(name);
        }
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The value of `name` or null; errors are not labels here.
    @Nullable String get(String name) {
        int at = indexOf(name);
        if (at >= 0) {
            return values[at];
        }
        if (!removed.isEmpty() && removed.contains(name)) {
            return null;
        }
        if (!metadata.isEmpty()) {
            if (metadata.has(name) && !stream.has(name)) {
                return metadata.get(name);
            }
            if (name.endsWith(SUFFIX)) {
                var base = name.substring(0, name.length() - SUFFIX.length());
                if (metadata.has(base) && stream.has(base)) {
                    return metadata.get(base);
                }
            }
        }
        return stream.has(name) ? stream.get(name) : null;
    }

    /// As [#get], but a missing label is the empty string, and errors can be read.
    String text(String name) {
        if (name.equals(ERROR)) {
            return error;
        }
        if (name.equals(ERROR_DETAILS)) {
            return errorDetails;
        }
        var value = get(name);
        return value == null ? "" : value;
    }

    boolean failed() {
        return !error.isEmpty();
    }

    String error() {
        return error;
    }

    /// Marks the entry; the first error stays.
    void fail(String newError, String details) {
        if (!failed()) {
            error = newError;
            errorDetails = details;
        }
    }

    void clearError() {
        error = "";
    }

    void clearErrorDetails() {
        errorDetails = "";
    }

    /// Names of all labels but errors.
    List<String> allNames() {
        return new ArrayList<>(labelMap().keySet());
    }

    /// True where the labels are exactly those of the stream.
    boolean isPlain() {
        return size == 0 && removed.isEmpty() && metadata.isEmpty() && error.isEmpty();
    }

    Labels stream() {
        return stream;
    }

    private NavigableMap<String, String> labelMap() {
        var all = new TreeMap<String, String>();
        stream.forEach((name, value) -> put(all, name, value));
        metadata.forEach((name, value) -> put(all, metadataName(name), value));
        for (int i = 0; i < size; i++) {
            all.put(names[i], values[i]);
        }
        return all;
    }

    private void put(Map<String, String> all, String name, String value) {
        if (!removed.contains(name)) {
            all.put(name, value);
        }
    }

    private String metadataName(String name) {
        return stream.has(name) ? name + SUFFIX : name;
    }

    /// All labels, errors included.
    Labels labels() {
        if (isPlain()) {
            return stream;
        }
        var all = labelMap();
        putErrors(all);
        return Labels.ofExact(all);
    }

    private void putErrors(Map<String, String> all) {
        if (!error.isEmpty()) {
            all.put(ERROR, error);
        }
        if (!errorDetails.isEmpty()) {
            all.put(ERROR_DETAILS, errorDetails);
        }
    }

    /// Whether no name of the metadata is one of the stream's.
    private boolean metadataIsApart() {
        for (int i = 0; i < metadata.size(); i++) {
            if (stream.has(metadata.name(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean hasErrors() {
        return !error.isEmpty() || !errorDetails.isEmpty();
    }

    /// The entry as it is now, its labels by where they come from.
    LogEntry result() {
        if (isPlain()) {
            return new LogEntry(stream, Labels.EMPTY, Labels.EMPTY, timeNanos, line);
        }
        if (size == 0 && removed.isEmpty() && !hasErrors() && metadataIsApart()) {
            return new LogEntry(stream, metadata, Labels.EMPTY, timeNanos, line);
        }
        var fromStream = new TreeMap<String, String>();
        stream.forEach((name, value) -> put(fromStream, name, value));
        var fromMetadata = new TreeMap<String, String>();
        metadata.forEach((name, value) -> put(fromMetadata, metadataName(name), value));
        var parsed = new TreeMap<String, String>();
        for (int i = 0; i < size; i++) {
            fromStream.remove(names[i]);
            fromMetadata.remove(names[i]);
            parsed.put(names[i], values[i]);
        }
        fromMetadata.keySet().forEach(fromStream::remove);
        putErrors(parsed);
        return new LogEntry(
                Labels.ofExact(fromStream),
                Labels.ofExact(fromMetadata),
                Labels.ofExact(parsed),
                timeNanos,
                line);
    }
}
