package dev.milepost.runtime.source;

import dev.milepost.runtime.codec.CodecSerializer;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * The spool file of a bounded run: a magic word, then frames of a length (4 bytes, big-endian) and that many bytes, then
 * the length −1 and the number of frames (8 bytes), so that a file which was cut is told from a whole one. Read by one
 * reader from front to back; its position between two frames is what a checkpoint keeps.
 */
final class SpoolFormat implements StreamFormat<Ingested> {

    private static final long serialVersionUID = 1L;
    private static final byte[] MAGIC = "MPSPOOL1".getBytes(StandardCharsets.US_ASCII);
    private static final int END = -1;
    private static final int BUFFER = 1 << 16;

    /** Writes a spool file; without {@link #end} it is not whole. */
    static final class Writer {

        private final DataOutputStream out;
        private long frames;

        Writer(DataOutputStream out) throws IOException {
            this.out = out;
            out.write(MAGIC);
        }

        void write(byte[] frame) throws IOException {
            out.writeInt(frame.length);
            out.write(frame);
            frames++;
        }

        void end() throws IOException {
            out.writeInt(END);
            out.writeLong(frames);
        }
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Ingested> getProducedType() {
        return IngestedCodec.TYPE_INFO;
    }

    @Override
    public Reader createReader(Configuration config, FSDataInputStream stream, long fileLength, long splitEnd)
            throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream, BUFFER));
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException(
                    "The spool file is none: it does not begin with " + new String(MAGIC, StandardCharsets.US_ASCII));
        }
        return new Reader(in, MAGIC.length);
    }

    @Override
    public Reader restoreReader(
            Configuration config, FSDataInputStream stream, long offset, long fileLength, long splitEnd)
            throws IOException {
        stream.seek(offset);
        return new Reader(new DataInputStream(new BufferedInputStream(stream, BUFFER)), offset);
    }

    /** Reads frames from an offset on. */
    static final class Reader implements StreamFormat.Reader<Ingested> {

        private final DataInputStream in;
        private final CodecSerializer<Ingested> serializer = new CodecSerializer<>(new IngestedCodec());
        private final DataInputDeserializer view = new DataInputDeserializer();
        private long offset;
        private boolean ended;

        Reader(DataInputStream in, long offset) {
            this.in = in;
            this.offset = offset;
        }

        @Override
        public Ingested read() throws IOException {
            if (ended) {
                return null;
            }
            try {
                int length = in.readInt();
                if (length == END) {
                    ended = true;
                    return null;
                }
                byte[] frame = new byte[length];
                in.readFully(frame);
                offset += Integer.BYTES + length;
                view.setBuffer(frame);
                return serializer.deserialize(view);
            } catch (EOFException e) {
                throw new IOException("The spool file was cut after byte " + offset + ": run the backfill again", e);
            }
        }

        @Override
        public CheckpointedPosition getCheckpointedPosition() {
            return new CheckpointedPosition(offset, 0);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
