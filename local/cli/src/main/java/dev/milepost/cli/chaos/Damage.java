package dev.milepost.cli.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A bit flipped in every file of a job's latest checkpoint.
 *
 * @param checkpoint the folder that is damaged
 * @param before that of the checkpoint before it, which is not
 * @param bits how many were flipped
 */
record Damage(Path checkpoint, Path before, int bits) {

    private static final String CHECKPOINT = "chk-";

    static Damage toLatest(Path job, long seed) throws IOException {
        List<Path> complete;
        try (Stream<Path> folders = Files.list(job)) {
            complete = folders.filter(folder -> folder.getFileName().toString().startsWith(CHECKPOINT))
                    .filter(folder -> Files.exists(folder.resolve("_metadata")))
                    .sorted(Comparator.comparingLong(Damage::numberOf).reversed())
                    .toList();
        }
        if (complete.size() < 2) {
            throw new ChaosFailure("There are no two complete checkpoints in " + job);
        }
        Random random = new Random(seed);
        int bits = 0;
        try (Stream<Path> files = Files.list(complete.get(0))) {
            for (Path file : files.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                    Files.write(file, bytes);
                    bits++;
                }
            }
        }
        return new Damage(complete.get(0), complete.get(1), bits);
    }

    /** The damaged checkpoint's number. */
    long number() {
        return numberOf(checkpoint);
    }

    private static long numberOf(Path folder) {
        return Long.parseLong(folder.getFileName().toString().substring(CHECKPOINT.length()));
    }
}
