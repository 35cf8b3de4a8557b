package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under one id an experiment divides the customers in one way, whatever version asks: an exposure is for good. */
class ExperimentSuccessionTest {

    private static final String FIRST = "busy: {id: copy, salt: s1, horizon: 30d, holdout: 0.20, "
            + "arms: {plain: {share: 0.30}, warm: {share: 0.50}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "salt: s1 | salt: s2 | salt",
                "holdout: 0.20, arms: {plain: {share: 0.30} | holdout: 0.10, arms: {plain: {share: 0.40} | holdout and arms",
                "{share: 0.30}, warm: {share: 0.50} | {share: 0.50}, warm: {share: 0.30} | arms",
                "warm: | hot: | arms",
                "plain: {share: 0.30}, warm: {share: 0.50} | warm: {share: 0.50}, plain: {share: 0.30} | arms",
            })
    void whatDecidesTheArmStays(String was, String is, String differs) {
        String now = FIRST.replace(was, is);
        assertThat(now).isNotEqualTo(FIRST);
        assertThat(problems(FIRST, now))
                .containsExactly("v2:6:23: experiment copy differs in its " + differs
                        + " from that of p@1 (v1:2:10), where whoever was exposed stays in the arm of then: give it"
                        + " another id");
    }

    @Test
    void whereAVersionHasNoneBetweenItIsHeldToTheLastThatHadIt() {
        String other = FIRST.replace("id: copy", "id: tone").replace("s1", "s2");
        assertThat(problems(FIRST, other, FIRST)).isEmpty();
        assertThat(problems(FIRST, other, FIRST.replace("s1", "s3")))
                .singleElement()
                .asString()
                .startsWith("v3:6:23: experiment copy differs in its salt from that of p@1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"horizon: 60d", "holdout: 0.2", "delay", "busy of another ask"})
    void whatElseItSaysMayChange(String change) {
        String now = switch (change) {
            case "delay" -> FIRST.replace("{share: 0.50}", "{share: 0.50, delay: 1d, template: softly}");
            case "busy of another ask" -> FIRST.replace("busy:", "calm:");
            default -> FIRST.replaceFirst(change.replaceFirst(" .*", " [0-9.d]+"), change);
        };
        assertThat(now).isNotEqualTo(FIRST);
        assertThat(problems(FIRST, now)).isEmpty();
    }

    /** Of versions 1, 2, …, each of which has one ask, {@code ASK: {EXPERIMENT}}. */
    private static List<String> problems(String... asks) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < asks.length; i++) {
            int colon = asks[i].indexOf(':');
            texts.put("v" + (i + 1), """
                    program: p
                    version: %d
                    valid_from: 2026-0%d-01T00:00:00Z
                    asks:
                      - {id: %s, on: {event: opened}, channel: email, template: t,
                         experiment: %s}
                    """.formatted(
                            i + 1, i + 1, asks[i].substring(0, colon), asks[i].substring(colon + 2)));
        }
        ProgramFileException refused =
                catchThrowableOfType(ProgramFileException.class, () -> ProgramFiles.parse(texts));
        return refused == null ? List.of() : refused.problems();
    }
}
