package dev.milepost.console.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String CUT = "{\"at\":\"2026-03-01T12:00:00Z\",\"actor\":\"an";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("audit.jsonl");
    }

    @Test
    void theLastAreTheNewestFirst() throws Exception {
        try (AuditLog log = AuditLog.open(file, CLOCK)) {
            assertThat(log.last(10).lines()).isEmpty();
            log.record("ann", "review.approve", "c1", "ok");
            log.record("bob", "sign_out", "", "ok");

            assertThat(log.last(10).lines())
                    .extracting(line -> line.get("actor"))
                    .containsExactly("bob", "ann");
            assertThat(log.last(10).lines().get(1))
                    .containsEntry("at", "2026-03-01T12:00:00Z")
                    .containsEntry("action", "review.approve")
                    .containsEntry("target", "c1")
                    .containsEntry("outcome", "ok");
            assertThat(log.last(2).older()).isZero();
        }
    }

    /** Lines are longer than what is read at a time, too. */
    @Test
    void fromPageToPageEveryLineIsThereOnce() throws Exception {
        List<String> written = new ArrayList<>();
        try (AuditLog log = AuditLog.open(file, CLOCK)) {
            for (int i = 0; i < 250; i++) {
                String target = i + "é".repeat(i % 50 == 0 ? 40_000 : i % 7);
                log.record("ann", "a", target, "ok");
                written.add(target);
            }
            List<String> read = new ArrayList<>();
            AuditLog.Page page = log.last(7);
            page.lines().forEach(line -> read.add(line.get("target")));
            while (page.older() > 0) {
                page = log.before(page.older(), 7);
                page.lines().forEach(line -> read.add(line.get("target")));
            }

            Collections.reverse(read);
            assertThat(read).isEqualTo(written);
        }
    }

    /** A tebibyte of nothing before the lines, which no disk has: whoever read it all would be at it for long. */
    @Test
    void whatIsBeforeThemIsNotRead() throws Exception {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 1L << 40);
        }
        try (AuditLog log = AuditLog.open(file, CLOCK)) {
            IntStream.range(0, 20).forEach(i -> log.record("ann", "a", "t" + i, "ok"));

            assertThat(log.last(5).lines())
                    .extracting(line -> line.get("target"))
                    .containsExactly("t19", "t18", "t17", "t16", "t15");
        }
    }

    @Test
    void whatCouldNotBeWrittenWholeIsNotThere() throws Exception {
        boolean[] full = {false};
        try (AuditLog log = AuditLog.open(
                file, CLOCK, channel -> bytes -> full[0] ? aPart(channel, bytes) : channel.write(bytes))) {
            log.record("ann", "a", "first", "ok");
            full[0] = true;
            assertThatThrownBy(() -> log.record("ann", "a", "second", "ok"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("nothing is changed");
            full[0] = false;
            log.record("ann", "a", "third", "ok");

            assertThat(Files.readAllLines(file)).hasSize(2);
            assertThat(log.last(10).lines())
                    .extracting(line -> line.get("target"))
                    .containsExactly("third", "first");
        }
    }

    private static int aPart(FileChannel channel, ByteBuffer bytes) throws IOException {
        if (bytes.position() > 0) {
            throw new IOException("No space left on device");
        }
        ByteBuffer part = bytes.slice(0, 20);
        bytes.position(20);
        return channel.write(part);
    }

    @Test
    void aLineThatTheEndOfAProcessCutIsShownForWhatItIsAndTheNextBeginsAfterIt() throws Exception {
        Files.writeString(
                file, "{\"at\":\"x\",\"actor\":\"ann\",\"action\":\"a\",\"target\":\"t\",\"outcome\":\"ok\"}\n" + CUT);
        try (AuditLog log = AuditLog.open(file, CLOCK)) {
            log.record("bob", "a", "next", "ok");

            List<String> actors =
                    log.last(10).lines().stream().map(line -> line.get("actor")).toList();
            assertThat(actors).containsExactly("bob", "", "ann");
            assertThat(log.last(10).lines().get(1))
                    .containsEntry("action", "(a line that cannot be read)")
                    .containsEntry("outcome", CUT);
        }
    }
}
