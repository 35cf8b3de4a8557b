package dev.milepost.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.review.Refusal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalWordsTest {

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasWordsAndWhatThePipelineSaid(Refusal.Reason reason) {
        String sentence = RefusalWords.sentence("review_refused", reason.code() + ": what it said: exactly");

        assertThat(sentence).endsWith(" (what it said: exactly)").doesNotContain(reason.code() + ":");
        assertThat(sentence).doesNotStartWith("Refused.");
    }

    @Test
    void noTwoRefusalsAreTheSame() {
        List<String> words = Arrays.stream(Refusal.Reason.values())
                .map(reason -> RefusalWords.sentence("review_refused", reason.code() + ": x"))
                .toList();

        assertThat(words).doesNotHaveDuplicates();
    }

    @Test
    void whatALaterReleaseRefusesIsSaidAsItIs() {
        assertThat(RefusalWords.sentence("review_refused", "full_moon: not tonight"))
                .isEqualTo("Refused. (full_moon: not tonight)");
        assertThat(RefusalWords.sentence("review_refused", "no code")).isEqualTo("Refused. (no code)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "late",
                "future",
                "invalid",
                "conflicting_duplicate",
                "review_unresolved",
                "referral_unknown",
                "other_thing"
            })
    void whatNeverReachedTheCaseIsSaidToo(String reason) {
        assertThat(RefusalWords.sentence(reason, "the detail"))
                .endsWith("(the detail)")
                .matches("[A-Z].*[.:] \\(.*");
    }
}
