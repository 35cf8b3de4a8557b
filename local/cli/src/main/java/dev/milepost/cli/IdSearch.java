package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * Looks for ids in whatever there is: bytes of files, what Flink has compressed in them, records of Avro containers, lines that are packed, rows of tables. Ids of
 * fewer than {@value #LEAST} bytes are left out, because they are found everywhere by chance.
 */
final class IdSearch {

    static final int LEAST = 6;

    private static final int BUFFER = 1 << 20;
    private static final int NEEDLES = 200;
    private static final String STORES = "('milepost_store', 'milepost_store_b')";

    private final List<byte[]> ids = new ArrayList<>();
    private final Map<Integer, List<byte[]>> byStart = new HashMap<>();
    private final List<String> texts;
    private int longest;

    IdSearch(Collection<String> wanted) {
        texts = longEnough(wanted);
        for (String text : texts) {
            byte[] id = text.getBytes(StandardCharsets.UTF_8);
            ids.add(id);
            byStart.computeIfAbsent(start(id, 0), any -> new ArrayList<>()).add(id);
            longest = Math.max(longest, id.length);
        }
    }

    /** Those that are not found by chance. */
    static List<String> longEnough(Collection<String> ids) {
        return ids.stream()
                .filter(id -> id.getBytes(StandardCharsets.UTF_8).length >= LEAST)
                .toList();
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    /** Whether one of them is in these bytes. */
    boolean in(byte[] bytes) {
        return bytes != null && in(bytes, bytes.length);
    }

    private boolean in(byte[] bytes, int length) {
        for (int at = 0; at + LEAST <= length; at++) {
            List<byte[]> candidates = byStart.get(start(bytes, at));
            if (candidates != null && isAny(candidates, bytes, at, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAny(List<byte[]> candidates, byte[] bytes, int at, int length) {
        for (byte[] id : candidates) {
            if (at + id.length <= length && Arrays.equals(bytes, at, at + id.length, id, 0, id.length)) {
                return true;
            }
        }
        return false;
    }

    boolean in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The files under a folder that hold one, or are named by one. */
    Set<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new TreeSet<>();
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                // A folder was removed while others were listed.
                return files(folder);
            }
            throw e;
        }
        return those(paths);
    }

    /** Those of files that hold one, or are named by one. */
    Set<Path> those(Collection<Path> files) throws IOException {
        Set<Path> found = new TreeSet<>();
        for (Path path : files) {
            try {
                if (in(path.getFileName().toString()) || isInFile(path)) {
                    found.add(path);
                }
            } catch (NoSuchFileException | FileNotFoundException e) {
                // It was removed while others were read.
            }
        }
        return found;
    }

    private boolean isInFile(Path path) throws IOException {
        String name = path.getFileName().toString();
        try (InputStream in = Files.newInputStream(path)) {
            if (isIn(in)) {
                return true;
            }
        }
        try (InputStream in = new CompressedState(Files.newInputStream(path))) {
            if (isIn(in)) {
                return true;
            }
        }
        if (name.endsWith(".gz")) {
            try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
                return isIn(in);
            }
        }
        return name.endsWith(".avro") && isInContainer(path);
    }

    private boolean isIn(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER + longest];
        int kept = 0;
        for (int read = in.readNBytes(buffer, kept, BUFFER); read > 0; read = in.readNBytes(buffer, kept, BUFFER)) {
            int length = kept + read;
            if (in(buffer, length)) {
                return true;
            }
            kept = Math.min(length, longest);
            System.arraycopy(buffer, length - kept, buffer, 0, kept);
        }
        return false;
    }

    private boolean isInContainer(Path path) throws IOException {
        try (DataFileReader<GenericRecord> records = new DataFileReader<>(path.toFile(), new GenericDatumReader<>())) {
            for (GenericRecord record : records) {
                if (in(String.valueOf(record))) {
                    return true;
                }
            }
        } catch (AvroRuntimeException e) {
            throw new IOException(path + " cannot be read", e);
        }
        return false;
    }

    /** The tables of either store that hold one, in whatever row, be it shown or not. */
    Set<String> tables(ClickHouseClient client) throws ClickHouseFailure {
        Set<String> found = new TreeSet<>();
        for (Map<String, String> row :
                client.query("SELECT DISTINCT database, table FROM system.columns WHERE database IN " + STORES
                        + " ORDER BY database, table")) {
            String table = row.get("database") + "." + row.get("table");
            if (isInTable(client, table)) {
                found.add(table);
            }
        }
        return found;
    }

    private boolean isInTable(ClickHouseClient client, String table) throws ClickHouseFailure {
        List<String> quoted = texts.stream().map(SqlTexts::quoted).toList();
        for (int i = 0; i < quoted.size(); i += NEEDLES) {
            String needles = String.join(", ", quoted.subList(i, Math.min(quoted.size(), i + NEEDLES)));
            if (!client.query("SELECT 1 AS one FROM " + table + " WHERE multiSearchAny(toString(tuple(*)), [" + needles
                            + "]) LIMIT 1")
                    .isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
