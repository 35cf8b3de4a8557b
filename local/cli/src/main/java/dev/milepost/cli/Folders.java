package dev.milepost.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Folders that a person names. */
final class Folders {

    private static final Pattern SEPARATORS = Pattern.compile("[,:]");

    private Folders() {}

    /**
     * A folder that is there or can be made.
     *
     * @param option what it was named by
     * @throws CommandFailure where a file is in its place, or in that of a folder above it
     */
    static Path require(String option, Path folder) {
        Path nearest = folder.toAbsolutePath().normalize();
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest != null && !Files.isDirectory(nearest)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    option + " is " + folder + ", but " + nearest
                            + " is a file: name a folder, which is made where it is missing.");
        }
        return folder;
    }

    /**
     * A folder that Kafka and Flink can be given.
     *
     * @throws CommandFailure where its name has a comma or a colon, between which they would see two
     */
    static Path requireOne(Path folder) {
        if (SEPARATORS.matcher(folder.toString()).find()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "Kafka and Flink take " + folder
                            + " for several folders, because of a comma or colon in it: use one whose path has none.");
        }
        return folder;
    }

    /** The path of a folder without links, as far as it is there: two are of one folder if and only if these are equal. */
    static Path real(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath().normalize();
        Path there = whole;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(whole));
    }

    /** Whether two names are of one warehouse: JDBC URLs, or folders, by whatever path. */
    static boolean areOneWarehouse(String one, String other) throws IOException {
        if (one.equals(other)) {
            return true;
        }
        boolean folders = Stream.of(one, other).noneMatch(name -> name.isEmpty() || name.startsWith("jdbc:"));
        return folders && real(Path.of(one)).equals(real(Path.of(other)));
    }
}
