package dev.milepost.cli;

import dev.milepost.runtime.ingest.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Mended records in an archive: one file of each stream, {@code <stream>-replayed-<hash>.jsonl}, complete at once. The hash is of
 * all that is in it and of what it stands for, so that the same again is the same file, and anything else another. Others may
 * file in the same folder meanwhile.
 */
final class FiledRecords {

    /** Hidden; a stack's archive takes it for a file that a crash left, when it is a day old. */
    private static final String PART = ".open-replayed-";

    private FiledRecords() {}

    /**
     * Files them, on the disk.
     *
     * @throws CommandFailure where such a file is there and somebody has changed it
     */
    static void file(List<Mended> records, Path archive) throws IOException {
        Map<String, List<Mended>> byStream = new TreeMap<>();
        records.forEach(one -> byStream.computeIfAbsent(one.event().stream(), any -> new ArrayList<>())
                .add(one));
        Files.createDirectories(archive);
        for (Map.Entry<String, List<Mended>> stream : byStream.entrySet()) {
            byte[] lines = lines(stream.getValue());
            put(lines, archive.resolve(stream.getKey() + "-replayed-" + hash(stream.getValue(), lines) + ".jsonl"));
        }
    }

    private static byte[] lines(List<Mended> records) {
        StringBuilder lines = new StringBuilder();
        for (Mended one : records) {
            String json = JsonText.of(one.event().payload());
            lines.append(json, 0, json.length() - 1)
                    .append(",\"received_at\":")
                    .append(one.event().receivedAtMillis())
                    .append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(byte[] lines, Path file) throws IOException {
        Path part = file.resolveSibling(PART + UUID.randomUUID());
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(lines);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        if (Files.exists(file) && Files.mismatch(part, file) >= 0) {
            Files.delete(part);
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "The file " + file + " holds other records than those that were filed under its name: somebody has"
                            + " changed it. Nothing was noted as replayed. Give it another name, and replay again.");
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hash(List<Mended> records, byte[] lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            records.forEach(one -> digest.update(
                    (one.letter().id() + "\n" + one.letter().payloadHash() + "\n").getBytes(StandardCharsets.UTF_8)));
            digest.update(lines);
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
