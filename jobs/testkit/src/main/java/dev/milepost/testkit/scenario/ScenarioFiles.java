package dev.milepost.testkit.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository's programs and their scenarios. */
public final class ScenarioFiles {

    /** How the name of a scenario ends in which the program gives or asks. */
    public static final String FIRES = ".fires";

    /** How the name of one ends in which it just does not. */
    public static final String NEAR_MISS = ".near-miss";

    private ScenarioFiles() {}

    /** The folder {@code programs} of the repository that this directory is in. */
    public static Path programs() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path programs = folder.resolve("programs");
            if (Files.isDirectory(programs.resolve("scenarios"))) {
                return programs;
            }
        }
        throw new IllegalStateException(
                "There is no folder programs/scenarios here or in a folder above: run the tests in"
                        + " the repository");
    }

    /** The program files, in the order of their names. */
    public static List<Path> programFiles() {
        return list(programs(), ".yaml");
    }

    /** Every scenario, in the order of the names. */
    public static List<Scenario> all() {
        return list(programs().resolve("scenarios"), ".txt").stream()
                .map(ScenarioReader::read)
                .toList();
    }

    private static List<Path> list(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read", e);
        }
    }
}
