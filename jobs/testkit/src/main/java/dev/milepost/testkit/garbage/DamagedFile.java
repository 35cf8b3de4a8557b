package dev.milepost.testkit.garbage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** What happens to files of JSON lines on their way; each is written from sound lines, at places that a seed chooses. */
public enum DamagedFile {

    // All records can be read.
    NO_LINE_END_AT_THE_END(".jsonl", true) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            Files.writeString(file, String.join("\n", lines));
        }
    },
    CARRIAGE_RETURNS(".jsonl", true) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            Files.writeString(file, String.join("\r\n", lines) + "\r\n");
        }
    },
    BYTE_ORDER_MARK(".jsonl", true) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            Files.writeString(file, "\uFEFF" + text(lines));
        }
    },
    EMPTY_LINES(".jsonl", true) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line : lines) {
                text.append("\n".repeat(random.nextInt(3)))
                        .append(" ".repeat(random.nextInt(2)))
                        .append(line)
                        .append('\n');
            }
            Files.writeString(file, text);
        }
    },
    SEVERAL_GZIPS_IN_ONE(".jsonl.gz", true) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            int cut = 1 + random.nextInt(lines.size() - 1);
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(gzip(lines.subList(0, cut)));
            both.write(gzip(lines.subList(cut, lines.size())));
            Files.write(file, both.toByteArray());
        }
    },

    // The file as a whole is refused.
    HALF_A_GZIP(".jsonl.gz", false) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            byte[] whole = gzip(lines);
            Files.write(file, Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1)));
        }
    },
    CORRUPT_GZIP(".jsonl.gz", false) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            byte[] whole = gzip(lines);
            int from = GZIP_HEADER + random.nextInt(whole.length - GZIP_HEADER - 8);
            for (int i = from; i < Math.min(from + 64, whole.length); i++) {
                whole[i] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file, whole);
        }
    },
    NOT_GZIPPED(".jsonl.gz", false) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            Files.writeString(file, text(lines));
        }
    },
    FOLDER(".jsonl", false) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            Files.createDirectory(file);
        }
    },
    DANGLING_LINK(".jsonl", false) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            Files.createSymbolicLink(file, file.resolveSibling("gone-" + random.nextInt(1_000)));
        }
    },
    /** Only where the reader is not the superuser, who may read everything. */
    NO_PERMISSION(".jsonl", false) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            Files.writeString(file, text(lines));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        }
    },
    OF_NO_STREAM(".jsonl", false) {
        @Override
        void damage(Path file, List<String> lines, Random random) throws IOException {
            Files.writeString(file.resolveSibling("mystery-" + file.getFileName()), text(lines));
        }
    };

    private static final int GZIP_HEADER = 10;

    private final String ending;
    private final boolean readable;

    DamagedFile(String ending, boolean readable) {
        this.ending = ending;
        this.readable = readable;
    }

    abstract void damage(Path file, List<String> lines, Random random) throws IOException;

    /** Whether all records of the file can be read all the same. */
    public boolean isReadable() {
        return readable;
    }

    /**
     * Writes such a file.
     *
     * @param lines sound lines of the stream, at least two
     * @return where it is, or would be
     */
    public Path write(Path folder, String stream, List<String> lines, long seed) {
        Path file = folder.resolve(stream + ending);
        try {
            damage(file, lines, new Random(seed));
        } catch (IOException e) {
            throw new UncheckedIOException("The damaged file " + file + " could not be written", e);
        }
        return file;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static byte[] gzip(List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text(lines).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
