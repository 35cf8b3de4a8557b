package dev.milepost.console.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
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
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What was changed or tried through the console: a line of JSON for each, written through to the disk before the change is
 * made. No password, token or personal field is in it.
 */
public final class AuditLog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS = List.of("at", "actor", "action", "target", "outcome");

    private static final int LONGEST_SHOWN = 500;

    private final Path path;
    private final FileChannel file;
    private final Writer writer;
    private final Clock clock;

    private AuditLog(Path path, FileChannel file, Writer writer, Clock clock) {
        this.path = path;
        this.file = file;
        this.writer = writer;
        this.clock = clock;
    }

    /** Puts bytes at the end of the file; how many of them. */
    @FunctionalInterface
    interface Writer {
        int write(ByteBuffer bytes) throws IOException;
    }

    /**
     * Some of its lines.
     *
     * @param lines by field, the newest first; of one that cannot be read, {@code action} says so and {@code outcome} is what it says
     * @param older {@code before} of those before them; 0: there are none
     */
    public record Page(List<Map<String, String>> lines, long older) {}

    /** Goes on at the end of that file. */
    public static AuditLog open(Path file, Clock clock) throws IOException {
        return open(file, clock, channel -> channel::write);
    }

    static AuditLog open(Path path, Clock clock, Function<FileChannel, Writer> writer) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
        return new AuditLog(path, file, writer.apply(file), clock);
    }

    /**
     * Writes one line, or nothing of it.
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
            write(JSON.writeValueAsString(line) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The record of changes cannot be written; nothing is changed.", e);
        }
    }

    /** A line that the end of a process, or of the disk, has cut stays what it is: the next begins after it. */
    private void write(String line) throws IOException {
        long length = file.size();
        String whole = AuditLines.isWhole(path, length) ? line : "\n" + line;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                writer.write(bytes);
            }
            file.force(false);
        } catch (IOException e) {
            takeBack(length, e);
            throw e;
        }
    }

    private void takeBack(long length, IOException cause) {
        try {
            file.truncate(length);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** The last lines. */
    public Page last(int most) throws IOException {
        return before(Long.MAX_VALUE, most);
    }

    /**
     * The last lines before a place in the file.
     *
     * @param place as a page before said, or any other
     */
    public Page before(long place, int most) throws IOException {
        AuditLines lines = AuditLines.before(path, place, most);
        return new Page(lines.texts().stream().map(AuditLog::read).toList(), lines.start());
    }

    private static Map<String, String> read(String text) {
        Map<String, String> shown = new LinkedHashMap<>();
        try {
            Map<String, String> line = JSON.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
            FIELDS.forEach(field -> shown.put(field, line.getOrDefault(field, "")));
        } catch (JsonProcessingException e) {
            FIELDS.forEach(field -> shown.put(field, ""));
            shown.put("action", "(a line that cannot be read)");
            shown.put("outcome", text.substring(0, Math.min(text.length(), LONGEST_SHOWN)));
        }
        return shown;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
