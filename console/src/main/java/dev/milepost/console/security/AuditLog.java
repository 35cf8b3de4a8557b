package dev.milepost.console.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was changed or tried through the console: a line of JSON for each, written through to the disk before the change is
 * made. No password, token or personal field is in it.
 */
public final class AuditLog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel file;
    private final Clock clock;

    private AuditLog(FileChannel file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Goes on at the end of that file. */
    public static AuditLog open(Path file, Clock clock) throws IOException {
        return new AuditLog(
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

    @Override
    public void close() throws IOException {
        file.close();
    }
}
