package dev.milepost.runtime.archive;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Wire;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/** A hidden file that records are written to, as an Avro container. */
final class OpenFile {

    private static final int WIRE_HEADER = 10;

    private final Path path;
    private final FileOutputStream out;
    private final DataFileWriter<Ingested> writer;

    private OpenFile(Path path, FileOutputStream out, DataFileWriter<Ingested> writer) {
        this.path = path;
        this.out = out;
        this.writer = writer;
    }

    /** Starts a file of accepted records, or of refused ones. */
    static OpenFile start(Path path, StreamContract contract, boolean refused, Wire wire) throws IOException {
        FileOutputStream out = new FileOutputStream(path.toFile());
        try {
            DataFileWriter<Ingested> writer =
                    new DataFileWriter<>(refused ? new RefusedWriter() : new AcceptedWriter(wire));
            writer.setCodec(CodecFactory.snappyCodec());
            writer.create(refused ? ArchiveFields.REFUSED : ArchiveFields.of(contract), out);
            return new OpenFile(path, out, writer);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    void add(Ingested record) throws IOException {
        writer.append(record);
    }

    /** Ends the file, on the disk; gives its path. */
    Path finish() throws IOException {
        writer.flush();
        out.getFD().sync();
        writer.close();
        return path;
    }

    /** Ends and removes the file. */
    void discard() throws IOException {
        out.close();
        Files.deleteIfExists(path);
    }

    /** The stream's fields as they are on the wire, where equal records have equal bytes, and the archive's after them. */
    private static final class AcceptedWriter implements DatumWriter<Ingested> {

        private final Wire wire;

        AcceptedWriter(Wire wire) {
            this.wire = wire;
        }

        @Override
        public void setSchema(Schema schema) {}

        @Override
        public void write(Ingested record, Encoder out) throws IOException {
            byte[] encoded = wire.encode(record.event().payload());
            out.writeFixed(encoded, WIRE_HEADER, encoded.length - WIRE_HEADER);
            out.writeLong(record.event().receivedAtMillis());
            place(record.event().origin(), out);
        }
    }

    private static final class RefusedWriter implements DatumWriter<Ingested> {

        @Override
        public void setSchema(Schema schema) {}

        @Override
        public void write(Ingested record, Encoder out) throws IOException {
            Long receivedAt = record.raw().receivedAtMillis();
            out.writeIndex(receivedAt == null ? 0 : 1);
            if (receivedAt != null) {
                out.writeLong(receivedAt);
            }
            place(record.origin(), out);
            byte[] value = record.raw().value();
            out.writeIndex(value == null ? 0 : 1);
            if (value != null) {
                out.writeBytes(value);
            }
        }
    }

    private static void place(Origin origin, Encoder out) throws IOException {
        out.writeString(origin.name());
        out.writeInt(origin.partition());
        out.writeLong(origin.position());
    }
}
