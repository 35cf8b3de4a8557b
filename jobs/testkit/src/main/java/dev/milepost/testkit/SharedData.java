package dev.milepost.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of outside vectors and real data that tests compare with; it is no part of the repository.
 *
 * <p>Its place is the system property or environment variable {@code MILEPOST_SHARED}, else the first folder
 * {@code shared} beside this directory or beside one above it. A test over a file that is absent says so and is
 * skipped: {@code assumeTrue(file.isPresent(), SharedData.absent(name))}.
 */
public final class SharedData {

    private static final String SETTING = "MILEPOST_SHARED";

    private SharedData() {}

    /** The file {@code data/<name>} of the shared folder, if it is there. */
    public static Optional<Path> locate(String name) {
        return root().map(root -> root.resolve("data").resolve(name)).filter(Files::isRegularFile);
    }

    /** Why a test over {@code name} is skipped, and what to do. */
    public static String absent(String name) {
        return "skipped: there is no data/" + name + " in "
                + root().map(Path::toString).orElse("any folder named shared beside the repository") + "; set "
                + SETTING + " to the folder that holds data/";
    }

    private static Optional<Path> root() {
        String set = System.getProperty(SETTING, System.getenv(SETTING));
        if (set != null && !set.isBlank()) {
            return Optional.of(Path.of(set));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolveSibling("shared");
            if (Files.isDirectory(candidate.resolve("data"))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
