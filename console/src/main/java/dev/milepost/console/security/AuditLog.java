package dev.milepost.console.security;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was changed or tried through the console: a line of JSON for each, written through to the disk before the change is
 * made. No password, token or personal field is in it.
 */
public final class AuditLog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final FileChannel file;
    private final Clock clock;

    private AuditLog(Path path, FileChannel file, Clock clock) {
        this.path = path;
        this.file = file;
        this.clock = clock;
    }

    /** Goes on at the end of that file. */
    public static AuditLog open(Path file, Clock clock) throws IOException {
        return new AuditLog(
                file,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
                clock);
    }

    /**
     * Writes one line.
     *
     * @param actor the account's name; empty where nobody is signed in
     * @param action what they do: {@code sign_in}, {@code review.approve}
     * @param target what they do it to
     * @param outcome {@code ok}, or why it is refused
     */
    public synchronized void record(String actor, String action, String target, String outcome) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("actor", actor);
        line.put("action", action);
        line.put("target", target);
        line.put("outcome", outcome);
        try {
            ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("The record of changes cannot be written; nothing is changed.", e);
        }
    }

    /** The last lines by field, the newest first. */
    public List<Map<String, String>> last(int most) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        try (Stream<String> all = Files.lines(path, StandardCharsets.UTF_8)) {
            all.forEach(line -> {
                lines.addFirst(line);
                if (lines.size() > most) {
                    lines.removeLast();
                }
            });
        }
        List<Map<String, String>> read = new ArrayList<>();
        for (String line : lines) {
            read.add(JSON.readValue(line, new TypeReference<LinkedHashMap<String, String>>() {}));
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
