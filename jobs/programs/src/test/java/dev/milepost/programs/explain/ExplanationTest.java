package dev.milepost.programs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlFile;
import dev.milepost.programs.yaml.YamlNode;
import dev.milepost.testkit.scenario.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {

    /** Writes the texts anew where one meant to change them: then read them as a person who has never seen the file. */
    private static final boolean WRITE = Boolean.getBoolean("milepost.write-explanations");

    private static final int WIDTH = 100;

    private static Stream<Path> programs() {
        return ScenarioFiles.programFiles().stream();
    }

    private static ProgramVersion read(Path file) {
        return ProgramFiles.read(List.of(file)).versions().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ten-for-both",
                "saas-revenue-ladder",
                "e-signature-customer",
                "ask-second-delivery",
                "five-milestones",
                "storage-for-both-v2",
                "suite-credit-then-share",
                "marketing-suite-customer"
            })
    void itReadsAsItDidWhenSomebodyLastReadIt(String program) throws IOException {
        String text = Explanation.of(read(ScenarioFiles.programs().resolve(program + ".yaml")))
                .text(WIDTH);
        Path golden = Path.of("src/test/resources/dev/milepost/programs/explain", program + ".txt");
        if (WRITE) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyNumberAndEveryNameOfTheFileIsInSomeSentence(Path file) {
        YamlNode root = YamlFile.read(file, new Problems());
        String text = Explanation.of(read(file)).text(Integer.MAX_VALUE);
        List<Spoken> spoken = Spoken.of(root);
        assertThat(spoken).hasSizeGreaterThan(15);
        assertThat(spoken).allSatisfy(word -> assertThat(text).containsPattern(word.pattern()));
    }

    /** What is so before a reward is earned releases it, or does not: that is said of each pattern. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{nth: {event: order, n: 2}} | That counts whether it comes before it is earned or after.",
                "{count: {event: order, at_least: 2}} | That counts whether it comes before it is earned or after.",
                "{count: {event: order, at_least: 2, within: 30d}} | That has to happen after it is earned, or with what earns it: what happened before does not count.",
                "{level: {field: mrr, at_least: 50.00}} | To be at that when it is earned is not enough: it has to rise to that afterwards, or with what earns it.",
                "{sum: {event: order, field: amount, at_least: 50.00}}, recur: {every: 1mo, times: 3} | That counts whether it comes before it is earned or after, each time that it is given.",
                "{event: renewal}, recur: {every: 1mo, times: 3} | That has to happen after it is earned, or with what earns it: what happened before does not count; each time that it is given waits for it anew.",
            })
    void whatItWaitsForIsSaidToCountBeforeOrNot(String releaseWhen, String sentence) {
        String program = "program: p\nversion: 1\nvalid_from: 2026-01-01T00:00:00Z\ncurrency: USD\nrewards:\n"
                + "  - id: r\n    on: {event: signup}\n    per: referral\n    fire: once\n    effects:\n"
                + "      - {to: advocate, kind: cash, amount: 5.00, release_when: " + releaseWhen + "}\n"
                + "review: {risk_over: 0.3, on_timeout: void, after: 7d}\n";
        ProgramVersion version =
                ProgramFiles.parse(Map.of("p", program)).versions().get(0);
        assertThat(Explanation.of(version).text(Integer.MAX_VALUE)).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "demo-attended, demo_attended with minutes of at least 15",
        "free-months-by-contract, '3 free months for 24, 6 free months for 36'",
        "free-months-by-contract, 1 free month for 12",
        "storage-for-both-v2, MB as units",
        "suite-credit-then-share, Each time that it is given it is held for 60 days at least",
    })
    void numbersAndWhatTheyCountAgree(String program, String words) {
        Path file = ScenarioFiles.programs().resolve(program + ".yaml");
        assertThat(Explanation.of(read(file)).text(Integer.MAX_VALUE).replace('\u00a0', ' '))
                .contains(words);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void noLineIsWiderThanTheTerminal(Path file) {
        for (int width : new int[] {60, 80, 132}) {
            String text = Explanation.of(read(file)).text(width);
            assertThat(text.lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            assertThat(words(text)).isEqualTo(words(Explanation.of(read(file)).text(Integer.MAX_VALUE)));
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }
}
