package dev.milepost.runtime.archive;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    private final long fileBytes;
    private final int files;

    /**
     * Merges within a folder.
     *
     * @param fileBytes files of this size are left alone
     * @param files how many make one
     */
    Merge(ArchiveFolder folder, long fileBytes, int files) {
        this.folder = folder;
        this.fileBytes = fileBytes;
        this.files = files;
    }

    /** Merges what there is to merge of the series of a file. */
    void series(ArchiveName one) throws IOException {
        while (true) {
            List<ArchiveName> run = run(newestFirst(one));
            if (run.size() < files) {
                return;
            }
            if (!merge(run)) {
                return;
            }
        }
    }

    private List<ArchiveName> newestFirst(ArchiveName one) {
        return folder.files().stream()
                .filter(one::isOfOneSeries)
                .sorted(Comparator.comparingLong(ArchiveName::first).reversed())
                .toList();
    }

    /** The newest files that are small enough, of the lowest size of which there are enough; else none. */
    private List<ArchiveName> run(List<ArchiveName> newestFirst) throws IOException {
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

    /** Merges them; false where they are of different schemas, so that they stay as they are. */
    private boolean merge(List<ArchiveName> newestFirst) throws IOException {
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
                return false;
            }
        }
        folder.replace(merged, name, parts);
        return true;
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
