package dev.milepost.cli;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's three program files: an ask, a double-sided reward, a ladder. */
final class DemoPrograms {

    private static final List<String> NAMES =
            List.of("up-and-running.yaml", "ten-for-both.yaml", "one-three-five.yaml");

    private DemoPrograms() {}

    static ProgramCatalog catalog() {
        return ProgramFiles.parse(texts());
    }

    /** Puts them where a person can read them: gives the folder. */
    static Path write(Path data) throws IOException {
        Path folder = Files.createDirectories(data.resolve("programs"));
        for (Map.Entry<String, String> text : texts().entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }
        return folder;
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : NAMES) {
            try (InputStream file = DemoPrograms.class.getResourceAsStream("demo/" + name)) {
                texts.put(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("The demo's program file " + name + " cannot be read", e);
            }
        }
        return texts;
    }
}
