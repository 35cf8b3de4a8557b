package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.SnappyStreamCompressionDecorator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdSearchTest {

    private static final int GROUPS = 300;
    private static final int USERS = 20_000;

    @TempDir
    private Path folder;

    private static String user(int group, int n) {
        return "user-%03d-%05d".formatted(group, n);
    }

    /** As Flink writes the state of keys: each group by its number and a compressed stream of its own. */
    private Path state() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF("a header");
            for (int group = 0; group < GROUPS; group++) {
                out.writeInt(group);
                try (OutputStream compressed =
                        SnappyStreamCompressionDecorator.INSTANCE.decorateWithCompression(new Unclosed(out))) {
                    for (int n = 0; n < (group == 7 ? USERS : 20); n++) {
                        compressed.write(user(group, n).getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return Files.write(folder.resolve("state"), bytes.toByteArray());
    }

    private static final class Unclosed extends OutputStream {

        private final OutputStream out;

        Unclosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }
    }

    @Test
    void anIdThatIsCompressedBehindOthersLikeItIsFound() throws Exception {
        Path state = state();
        String plain = Files.readString(state, StandardCharsets.ISO_8859_1);
        List<String> deep = IntStream.of(0, 1, 2, 7, 255, 256, 299)
                .mapToObj(group -> user(group, 11))
                .toList();
        assertThat(deep).allSatisfy(id -> assertThat(plain).doesNotContain(id));
        assertThat(plain).doesNotContain(user(7, USERS - 1));
        for (String id : deep) {
            assertThat(new IdSearch(List.of(id)).files(folder)).as(id).containsExactly(state);
        }
        // Of every chunk, and across two of them.
        for (int n = 0; n < USERS; n += 97) {
            assertThat(new IdSearch(List.of(user(7, n))).files(folder)).containsExactly(state);
        }
        assertThat(new IdSearch(List.of(user(7, USERS), "user-300-00001")).files(folder))
                .isEmpty();
    }

    @Test
    void whatIsCutShortIsReadAsFarAsItGoes() throws Exception {
        byte[] whole = Files.readAllBytes(state());
        Files.write(folder.resolve("state"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(new IdSearch(List.of(user(0, 3))).files(folder)).hasSize(1);
        assertThat(new IdSearch(List.of(user(GROUPS - 1, 3))).files(folder)).isEmpty();
    }
}
