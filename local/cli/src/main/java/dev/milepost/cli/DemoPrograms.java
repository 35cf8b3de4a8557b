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

    /** What nobody has cleared is void after seconds, or waits for people, who are slower. */
    private static final String SECONDS = "on_timeout: void, after: 8s";

    private static final String PATIENCE = "on_timeout: escalate, after: 1d";

    /** What is as good as certain is void without anybody, or waits for people too, who would otherwise have little to do. */
    private static final String WITHOUT_PEOPLE = "block_over: 0.9";

    private static final String BY_PEOPLE = "block_over: 1";

    /** Over what is at risk in a case of ten-for-both two people decide: a referral is 20, so that few cases reach it. */
    static final String SECOND_PERSON_OVER = "100.00";

    /**
     * How cases are decided.
     *
     * @param byPeople whether what is to be reviewed waits for people
     * @param secondPersonOver over which amount at risk it takes two of them, in dollars
     */
    record Review(boolean byPeople, String secondPersonOver) {

        /** As the files have it. */
        static final Review OF_FILES = new Review(false, SECOND_PERSON_OVER);

        private String in(String text) {
            String limited = text.replace(
                    "second_person_over: " + SECOND_PERSON_OVER, "second_person_over: " + secondPersonOver);
            return byPeople ? limited.replace(SECONDS, PATIENCE).replace(WITHOUT_PEOPLE, BY_PEOPLE) : limited;
        }
    }

    /** All three. */
    static ProgramCatalog catalog(Review review) {
        return ProgramFiles.parse(texts(review));
    }

    /** Puts them where a person can read them: gives the folder. */
    static Path write(Path data, Review review) throws IOException {
        Path folder = Files.createDirectories(data.resolve("programs"));
        for (Map.Entry<String, String> text : texts(review).entrySet()) {
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
    private static Map<String, String> texts(Review review) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String program : NAMES) {
            String name = program + ".yaml";
            try (InputStream file = DemoPrograms.class.getResourceAsStream("demo/" + name)) {
                String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                texts.put(name, review.in(text));
            } catch (IOException e) {
                throw new UncheckedIOException("The demo's program file " + name + " cannot be read", e);
            }
        }
        return texts;
    }
}
