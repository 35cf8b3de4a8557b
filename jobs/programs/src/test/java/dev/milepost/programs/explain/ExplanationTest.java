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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
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
