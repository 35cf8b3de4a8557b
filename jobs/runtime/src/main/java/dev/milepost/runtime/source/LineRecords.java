package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Origin;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Lines of a JSON-lines file in UTF-8, plain or gzipped. Empty lines count but are no records; the last line needs no
 * line feed; a carriage return before it and a byte-order mark at the start of the file are dropped.
 */
final class LineRecords implements RawRecords {

    /** No record of Kafka's is larger by default; of a longer line no more than this is held, for its dead letter. */
    static final int MAX_LINE = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private final StreamFile file;
    private final InputStream in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private int position;
    private int filled;
    private long lineNumber;
    private long lineLength;

    private LineRecords(StreamFile file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    static LineRecords open(StreamFile file, LongConsumer consumed) {
        InputStream raw = null;
        try {
            raw = new CountedStream(Files.newInputStream(file.path()), consumed);
            return new LineRecords(file, StreamFiles.isGzip(file.name()) ? new GZIPInputStream(raw, BUFFER) : raw);
        } catch (ZipException e) {
            CountedStream.closeQuietly(raw);
            throw new SourceException(file.path() + " is named .gz but is not gzipped: rename it, or gzip it", e);
        } catch (EOFException e) {
            CountedStream.closeQuietly(raw);
            throw new SourceException(file.path() + ": the gzip ends within its header: the file was cut", e);
        } catch (IOException e) {
            CountedStream.closeQuietly(raw);
            throw new SourceException(file.path() + " cannot be read: " + e, e);
        }
    }

    @Override
    public RawRecord next() {
        while (readLine()) {
            Origin origin = Origin.ofFile(file.name(), lineNumber);
            if (lineLength > MAX_LINE) {
                return RawRecord.unreadable(
                        file.contract(),
                        origin,
                        line.toByteArray(),
                        "the line has " + lineLength + " bytes, at most " + MAX_LINE + " are allowed");
            }
            RawRecord record = decode(origin);
            if (record != null) {
                return record;
            }
        }
        return null;
    }

    /** Null for an empty line. */
    private RawRecord decode(Origin origin) {
        byte[] read = line.toByteArray();
        ByteBuffer bytes = ByteBuffer.wrap(read);
        String text;
        try {
            text = utf8.decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return RawRecord.unreadable(
                    file.contract(), origin, read, "the line is not UTF-8: see its byte " + (bytes.position() + 1));
        }
        if (lineNumber == 1 && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        return text.isBlank() ? null : RawRecord.line(file.contract(), origin, text);
    }

    /** Reads the next line, of which at most {@link #MAX_LINE} bytes are kept; false at the end. */
    private boolean readLine() {
        line.reset();
        lineLength = 0;
        boolean any = false;
        while (fill()) {
            any = true;
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            keep(start, position - start);
            if (position < filled) {
                position++;
                break;
            }
        }
        lineNumber += any ? 1 : 0;
        return any;
    }

    private void keep(int start, int length) {
        lineLength += length;
        line.write(buffer, start, Math.min(length, MAX_LINE - line.size()));
    }

    private boolean fill() {
        if (position < filled) {
            return true;
        }
        try {
            filled = in.read(buffer);
        } catch (EOFException e) {
            throw new SourceException(
                    file.path() + ": the gzip ends in the middle, after line " + lineNumber
                            + ": the file was cut. Get it whole, or unzip what there is",
                    e);
        } catch (ZipException e) {
            throw new SourceException(
                    file.path() + ": the gzip is corrupt after line " + lineNumber + " (" + e.getMessage()
                            + "). Get a sound copy",
                    e);
        } catch (IOException e) {
            throw new SourceException(file.path() + " cannot be read after line " + lineNumber + ": " + e, e);
        }
        position = 0;
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
