package dev.milepost.pipeline;

import dev.milepost.schemas.Wire;
import dev.milepost.testkit.population.TimedRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a release left behind to be restored by all later ones, in a folder of its version: {@code savepoint.gz}, a
 * canonical savepoint in one file; {@code events.gz}, the records in the order of their delivery, of which the savepoint
 * has taken some; {@code rows.gz}, what the warehouse held then; {@code programs}. Records are in single-object encoding,
 * so that their contracts may grow.
 */
final class ReleasedSavepoint {

    private static final String METADATA = "_metadata";

    private final Path folder;
    private final Wire wire = new Wire();

    ReleasedSavepoint(Path folder) {
        this.folder = folder;
    }

    /** The files of the programs. */
    Path programs() {
        return folder.resolve("programs");
    }

    /** How large all of it is. */
    long bytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Unpacks the savepoint, and returns the folder that Flink restores from. */
    Path unpack(Path target) throws IOException {
        Files.createDirectories(target);
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("savepoint.gz")))) {
            Files.write(target.resolve(METADATA), in.readAllBytes());
        }
        return target;
    }

    /** Keeps a savepoint that Flink wrote. */
    void pack(Path savepoint) throws IOException {
        try (Stream<Path> files = Files.list(savepoint)) {
            List<Path> all = files.toList();
            if (all.size() != 1) {
                throw new AssertionError("The savepoint is too large for one file: " + all);
            }
        }
        Files.createDirectories(folder);
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("savepoint.gz")))) {
            out.write(Files.readAllBytes(savepoint.resolve(METADATA)));
        }
    }

    List<TimedRecord> events() throws Exception {
        List<TimedRecord> events = new ArrayList<>();
        try (DataInputStream in = open("events.gz")) {
            while (true) {
                Instant receivedAt = Instant.ofEpochMilli(in.readLong());
                events.add(new TimedRecord(record(in), receivedAt));
            }
        } catch (EOFException end) {
            return events;
        }
    }

    void writeEvents(List<TimedRecord> events) throws IOException {
        try (DataOutputStream out = create("events.gz")) {
            for (TimedRecord event : events) {
                out.writeLong(event.receivedAt().toEpochMilli());
                write(event.record(), out);
            }
        }
    }

    List<VisibleRows.Version> rows() throws Exception {
        List<VisibleRows.Version> rows = new ArrayList<>();
        try (DataInputStream in = open("rows.gz")) {
            while (true) {
                long revision = in.readLong();
                boolean deleted = in.readBoolean();
                rows.add(new VisibleRows.Version(revision, deleted, record(in)));
            }
        } catch (EOFException end) {
            return rows;
        }
    }

    void writeRows(Collection<VisibleRows.Version> rows) throws IOException {
        try (DataOutputStream out = create("rows.gz")) {
            for (VisibleRows.Version row : rows) {
                out.writeLong(row.revision());
                out.writeBoolean(row.deleted());
                write(row.record(), out);
            }
        }
    }

    private SpecificRecord record(DataInputStream in) throws Exception {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return wire.decode(bytes);
    }

    private void write(SpecificRecord record, DataOutputStream out) throws IOException {
        byte[] bytes = wire.encode(record);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private DataInputStream open(String file) throws IOException {
        return new DataInputStream(new GZIPInputStream(Files.newInputStream(folder.resolve(file))));
    }

    private DataOutputStream create(String file) throws IOException {
        Files.createDirectories(folder);
        return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve(file))));
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
