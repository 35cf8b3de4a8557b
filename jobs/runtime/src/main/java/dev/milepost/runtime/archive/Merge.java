package dev.milepost.runtime.archive;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Keeps the number of small files down: once so many of about one size stand at the end of a series, they become one.
 * Sizes count by powers of that number, so a record is copied a few times in all, and a series has few files of each
 * size. Blocks are copied as they are.
 */
final class Merge {

    private static final long SMALLEST = 64L << 10;

    private final ArchiveFolder folder;
    private final Function<ArchiveName, List<ArchiveName>> listing;
    private final long fileBytes;
    private final int files;

    /**
     * What stands at the end of each series, the newest first, back to the last file that is left alone: a few of each size,
     * however large the archive is. It is known once and for all because a series has one source, whose committer alone adds
     * to it: what another one publishes, of a checkpoint that is restored with fewer or more of them, is there before any
     * source has its next checkpoint.
     */
    private final Map<String, Deque<ArchiveName>> ends = new HashMap<>();

    /**
     * Merges within a folder.
     *
     * @param fileBytes files of this size are left alone
     * @param files how many make one
     */
    Merge(ArchiveFolder folder, long fileBytes, int files) {
        this(folder, fileBytes, files, folder::series);
    }

    /** As the other, with who looks which files of a name's series are in the folder, from the first offset on. */
    Merge(ArchiveFolder folder, long fileBytes, int files, Function<ArchiveName, List<ArchiveName>> listing) {
        this.folder = folder;
        this.listing = listing;
        this.fileBytes = fileBytes;
        this.files = files;
    }

    /**
     * Merges what there is to merge of the series of a file that was published just now.
     *
     * @throws IOException where the folder is not as it was left; it is listed anew the next time
     */
    void series(ArchiveName one) throws IOException {
        Deque<ArchiveName> newestFirst = ends.computeIfAbsent(one.start(), any -> listed(one));
        ArchiveName newest = newestFirst.peekFirst();
        if (newest == null || newest.last() < one.first()) {
            newestFirst.addFirst(one);
        } else if (!newest.covers(one)) {
            // Of a restored checkpoint.
            newestFirst.clear();
            newestFirst.addAll(listed(one));
        }
        try {
            mergeAll(newestFirst);
        } catch (IOException | RuntimeException e) {
            ends.remove(one.start());
            throw e;
        }
    }

    private void mergeAll(Deque<ArchiveName> newestFirst) throws IOException {
        forgetBeforeLarge(newestFirst);
        while (true) {
            List<ArchiveName> run = run(newestFirst);
            if (run.size() < files) {
                return;
            }
            Optional<ArchiveName> merged = merge(run);
            if (merged.isEmpty()) {
                return;
            }
            run.forEach(part -> newestFirst.removeFirst());
            newestFirst.addFirst(merged.get());
        }
    }

    private Deque<ArchiveName> listed(ArchiveName one) {
        Deque<ArchiveName> newestFirst = new ArrayDeque<>();
        listing.apply(one).forEach(newestFirst::addFirst);
        return newestFirst;
    }

    /** A file that is large enough is left alone, and so are those before it. */
    private void forgetBeforeLarge(Deque<ArchiveName> newestFirst) throws IOException {
        int kept = 0;
        for (ArchiveName name : newestFirst) {
            kept++;
            if (Files.size(folder.of(name)) >= fileBytes) {
                break;
            }
        }
        while (newestFirst.size() > kept) {
            newestFirst.removeLast();
        }
    }

    /** The newest files that are small enough, of the lowest size of which there are enough; else none. */
    private List<ArchiveName> run(Iterable<ArchiveName> newestFirst) throws IOException {
        for (long limit = Math.min(SMALLEST, fileBytes); ; limit = Math.min(limit * files, fileBytes)) {
            List<ArchiveName> run = new ArrayList<>();
            for (ArchiveName name : newestFirst) {
                if (Files.size(folder.of(name)) >= limit) {
                    break;
                }
                run.add(name);
            }
            if (run.size() >= files || limit >= fileBytes) {
                return run;
            }
        }
    }

    /** Merges them, and gives the name of what they became; empty where they are of different schemas, and stay as they are. */
    private Optional<ArchiveName> merge(List<ArchiveName> newestFirst) throws IOException {
        List<ArchiveName> parts = newestFirst.stream()
                .sorted(Comparator.comparingLong(ArchiveName::first))
                .toList();
        ArchiveName oldest = parts.get(0);
        ArchiveName name = new ArchiveName(
                oldest.stream(),
                oldest.refused(),
                oldest.partition(),
                oldest.first(),
                parts.get(parts.size() - 1).last());
        Path merged = folder.open();
        try (FileOutputStream out = new FileOutputStream(merged.toFile())) {
            if (!copy(parts, out)) {
                Files.deleteIfExists(merged);
                return Optional.empty();
            }
        }
        folder.replace(merged, name, parts);
        return Optional.of(name);
    }

    private boolean copy(List<ArchiveName> parts, FileOutputStream out) throws IOException {
        Schema schema = null;
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            writer.setCodec(CodecFactory.snappyCodec());
            for (ArchiveName part : parts) {
                try (DataFileReader<GenericRecord> reader =
                        new DataFileReader<>(folder.of(part).toFile(), new GenericDatumReader<>())) {
                    if (schema == null) {
                        schema = reader.getSchema();
                        writer.create(schema, out);
                    }
                    if (!reader.getSchema().equals(schema)) {
                        return false;
                    }
                    writer.appendAllFrom(reader, false);
                }
            }
            writer.flush();
            out.getFD().sync();
        }
        return true;
    }
}
