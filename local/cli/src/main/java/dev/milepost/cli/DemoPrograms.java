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

    private static final List<String> NAMES = List.of("up-and-running", "ten-for-both", "one-three-five");

    /** Of each, in the same order, what it does. */
    private static final List<String> SENTENCES = List.of(
            "asks whoever has a project, a teammate and three tasks done; holds out three in ten",
            "10 USD for both after a first order of 5 USD, held 4 s; three per advocate",
            "a gift card for the 1st customer, a month for the 3rd, a trip for the 5th");

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

    /** Tells a person what they are. */
    static void introduce(Terminal terminal) {
        terminal.say("Three programs hold before the first event:");
        Table table = new Table("program", "what it does");
        for (int i = 0; i < NAMES.size(); i++) {
            table.row(NAMES.get(i), SENTENCES.get(i));
        }
        table.print(terminal);
        terminal.say("");
    }

    /** By file name. */
    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String program : NAMES) {
            String name = program + ".yaml";
            try (InputStream file = DemoPrograms.class.getResourceAsStream("demo/" + name)) {
                texts.put(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("The demo's program file " + name + " cannot be read", e);
            }
        }
        return texts;
    }
}
