package dev.milepost.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A right file, broken in one place at a time: one problem comes of it, at its place, and says what to do. */
class BrokenProgramsTest {

    /**
     * One entry of broken.yaml.
     *
     * @param at line:column of the problem
     * @param says words of its message
     */
    record Broken(String name, String replace, String by, String at, String says) {

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void theFileThatIsBrokenIsRight() {
        assertThat(ProgramFiles.parse(Map.of("whole.yaml", whole())).versions()).hasSize(1);
    }

    static Stream<Broken> broken() throws IOException {
        ObjectMapper mapper =
                new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonNode entries = mapper.readTree(text("broken.yaml"));
        List<Broken> broken = new ArrayList<>();
        for (JsonNode entry : entries) {
            broken.add(mapper.treeToValue(entry, Broken.class));
        }
        return broken.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void oneMistakeIsOneProblemAtItsPlace(Broken broken) {
        String right = whole();
        int at = right.indexOf(broken.replace());
        assertThat(at).as("the text to replace").isNotNegative();
        String wrong = right.substring(0, at)
                + broken.by()
                + right.substring(at + broken.replace().length());
        List<String> problems = catchThrowableOfType(
                        ProgramFileException.class, () -> ProgramFiles.parse(Map.of("p.yaml", wrong)))
                .problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith("p.yaml:" + broken.at() + ": ").contains(broken.says());
    }

    static String whole() {
        return text("whole.yaml");
    }

    private static String text(String resource) {
        try (var stream = BrokenProgramsTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
