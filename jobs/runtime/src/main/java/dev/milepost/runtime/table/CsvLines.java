package dev.milepost.runtime.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The lines of a CSV file (RFC 4180, UTF-8), packed with gzip or not, each with its number. */
public final class CsvLines implements AutoCloseable {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Path file;
    private final CsvParser parser;
    private long line;

    /**
     * One of them.
     *
     * @param number its place in the file, the first being 1; of a row of several lines that of its first
     */
    public record Line(long number, List<String> cells) {}

    private CsvLines(Path file, CsvParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Opens a file.
     *
     * @throws TableException where it cannot be read
     */
    public static CsvLines open(Path file) {
        if (Files.isDirectory(file)) {
            throw new TableException(file, "this is a folder; name the files in it");
        }
        if (!Files.exists(file)) {
            throw new TableException(file, "there is no such file; check the path");
        }
        try {
            CsvParser parser = new CsvFactory().createParser(text(file));
            return new CsvLines(file, parser);
        } catch (IOException e) {
            throw refused(file, 0, e);
        }
    }

    private static Reader text(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        boolean packed = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        Reader reader = new BufferedReader(new InputStreamReader(
                packed ? new GZIPInputStream(bytes) : bytes,
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    /** The next line that is not empty, or null after the last. */
    public Line next() {
        try {
            while (parser.nextToken() != null) {
                List<String> cells = cells();
                if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                    return new Line(line, cells);
                }
            }
            return null;
        } catch (IOException e) {
            throw refused(file, line, e);
        }
    }

    private List<String> cells() throws IOException {
        List<String> cells = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (cells.isEmpty()) {
                line = parser.currentTokenLocation().getLineNr();
            }
            cells.add(parser.getText().strip());
        }
        return cells;
    }

    private static TableException refused(Path file, long line, IOException why) {
        if (why instanceof EOFException) {
            return new TableException(file, "the gzip ends in the middle; fetch or pack the file anew");
        }
        if (why instanceof ZipException) {
            return new TableException(file, "the gzip is damaged; fetch or pack the file anew");
        }
        if (why instanceof CharacterCodingException) {
            return new TableException(file, line + 1, "about here the text is not UTF-8; save the file as UTF-8");
        }
        if (why instanceof JsonProcessingException csv) {
            return new TableException(
                    file,
                    line + 1,
                    "this is no CSV (" + csv.getOriginalMessage() + "); look at the quotes from here on");
        }
        return new TableException(file, "it cannot be read (" + why + "); check its permissions");
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw refused(file, line, e);
        }
    }
}
