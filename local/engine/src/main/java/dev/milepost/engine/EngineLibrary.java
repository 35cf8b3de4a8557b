package dev.milepost.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the ClickHouse engine's library is: in this order the system property {@code milepost.engine.lib}, the environment
 * variable {@code MILEPOST_ENGINE_LIB}, and {@code .milepost/engine} below the nearest folder, from the working directory
 * upwards, that holds one (tests run in their module's folder).
 */
public final class EngineLibrary {
    private static final String PROPERTY = "milepost.engine.lib";
    private static final String VARIABLE = "MILEPOST_ENGINE_LIB";

    private EngineLibrary() {}

    /**
     * The library's file, which exists.
     *
     * @throws EngineMissingException where it does not, saying where it was looked for and what installs it
     */
    public static Path locate() {
        return locate(
                System.getProperty(PROPERTY),
                System.getenv(VARIABLE),
                Path.of("").toAbsolutePath(),
                packageName(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    static Path locate(String property, String variable, Path workingDirectory, String packageName) {
        if (property != null && !property.isBlank()) {
            return named(Path.of(property), "the system property " + PROPERTY);
        }
        if (variable != null && !variable.isBlank()) {
            return named(Path.of(variable), "the environment variable " + VARIABLE);
        }
        Path relative = Path.of(".milepost", "engine", "node_modules", "@chdb", packageName, "libchdb.so");
        for (Path folder = workingDirectory; folder != null; folder = folder.getParent()) {
            Path library = folder.resolve(relative);
            if (Files.isRegularFile(library)) {
                return library;
            }
            if (Files.isRegularFile(folder.resolve("milepost"))) {
                break; // the project's root: what lies above it is not ours
            }
        }
        throw new EngineMissingException("The ClickHouse engine is not installed: no " + relative + " in "
                + workingDirectory + " or above. Run ./milepost test or ./milepost demo once, which install it, or name"
                + " the library's file in " + VARIABLE + ".");
    }

    /** The npm package that carries the library for a machine, in the words of Java's os.name and os.arch. */
    static String packageName(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = switch (osArch) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "arm64";
            default ->
                throw new EngineMissingException(
                        "There is no ClickHouse engine library for the processor " + osArch + ".");
        };
        if (os.contains("linux")) {
            return "lib-linux-" + arch + "-gnu";
        }
        if (os.contains("mac")) {
            return "lib-darwin-" + arch;
        }
        throw new EngineMissingException(
                "There is no ClickHouse engine library for " + osName + ": Linux (glibc) and macOS have one.");
    }

    private static Path named(Path library, String by) {
        if (!Files.isRegularFile(library)) {
            throw new EngineMissingException(
                    "The ClickHouse engine's library is not at " + library + ", which " + by + " names.");
        }
        return library.toAbsolutePath();
    }
}
