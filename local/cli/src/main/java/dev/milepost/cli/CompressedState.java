package dev.milepost.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.xerial.snappy.Snappy;

/**
 * What Flink has compressed in a file of state, one after the other, and nothing else of it. Each group of keys is a stream of its own in
 * Snappy's framing format (google/snappy, framing_format.txt), anywhere in the file: an id that is like one before it is in no plain bytes.
 */
final class CompressedState extends InputStream {

    private static final byte[] BEGINNING = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    private static final int HEADER = 4;
    private static final int CHECKSUM = 4;
    private static final int COMPRESSED = 0;
    private static final int PLAIN = 1;
    private static final int FIRST_SKIPPABLE = 0x80;

    /** Of 64 KB, as long as Snappy may make them. */
    private static final int LONGEST = CHECKSUM + Snappy.maxCompressedLength(1 << 16);

    private final BufferedInputStream file;
    private byte[] chunk = {};
    private int at;
    private boolean begun;

    CompressedState(InputStream file) {
        this.file = new BufferedInputStream(file, 1 << 17);
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int length = Math.min(most, chunk.length - at);
        System.arraycopy(chunk, at, into, from, length);
        at += length;
        return length;
    }

    /** Whether there is a byte more. */
    private boolean fill() throws IOException {
        while (at == chunk.length) {
            if (!begun && !seek()) {
                return false;
            }
            begun = next();
        }
        return true;
    }

    /** Goes to behind the next beginning of a stream. */
    private boolean seek() throws IOException {
        int matched = 0;
        for (int next = file.read(); next >= 0; next = file.read()) {
            if ((byte) next == BEGINNING[matched]) {
                matched++;
            } else {
                matched = (byte) next == BEGINNING[0] ? 1 : 0;
            }
            if (matched == BEGINNING.length) {
                return true;
            }
        }
        return false;
    }

    /** Reads a chunk; else the stream has ended, and the file is where it was. */
    private boolean next() throws IOException {
        file.mark(HEADER + LONGEST);
        byte[] header = file.readNBytes(HEADER);
        if (header.length == HEADER) {
            int type = header[0] & 0xff;
            int length = (header[1] & 0xff) | (header[2] & 0xff) << 8 | (header[3] & 0xff) << 16;
            if (type >= FIRST_SKIPPABLE && type != 0xff && length <= LONGEST) {
                return file.readNBytes(length).length == length || restore();
            }
            if ((type == COMPRESSED || type == PLAIN) && length >= CHECKSUM && length <= LONGEST) {
                byte[] body = file.readNBytes(length);
                if (body.length == length && take(type, body)) {
                    return true;
                }
            }
        }
        return restore();
    }

    private boolean restore() throws IOException {
        file.reset();
        return false;
    }

    private boolean take(int type, byte[] body) throws IOException {
        byte[] data = Arrays.copyOfRange(body, CHECKSUM, body.length);
        if (type == COMPRESSED) {
            if (!Snappy.isValidCompressedBuffer(data)) {
                return false;
            }
            data = Snappy.uncompress(data);
        }
        CRC32C sum = new CRC32C();
        sum.update(data, 0, data.length);
        int crc = (int) sum.getValue();
        int masked = (crc >>> 15 | crc << 17) + 0xa282ead8;
        int told = (body[0] & 0xff) | (body[1] & 0xff) << 8 | (body[2] & 0xff) << 16 | (body[3] & 0xff) << 24;
        if (masked != told) {
            return false;
        }
        chunk = data;
        at = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
