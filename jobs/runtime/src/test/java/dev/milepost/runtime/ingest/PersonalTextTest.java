package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PersonalTextTest {

    private static final int LONG = 100_000;

    @ParameterizedTest
    @CsvSource({
        "ask jane.doe+x@mail.example.org today, ask (withheld) today",
        "https://shop.example/?to=jane%40example.org&x=1, https://shop.example/?to=(withheld)&x=1",
        "https://jane@example.org/x, https://(withheld)/x",
        "jürgen@bücher.example, (withheld)",
        "a@x.org;b@y.org, (withheld);(withheld)",
        "jane@x.org.1, (withheld).1",
        "@jane on example.org, @jane on example.org",
        "4 @ 5.00, 4 @ 5.00"
    })
    void addressesAreWithheldAndWhatIsAroundThemStays(String text, String safe) {
        assertThat(PersonalText.withoutEmails(text)).isEqualTo(safe);
    }

    @Test
    void aTextWithoutOneIsTheVeryText() {
        String text = "@ the shop";
        assertThat(PersonalText.withoutEmails(text)).isSameAs(text);
    }

    /** One poisonous record must neither hold up a job nor end it: a match of a word's length squared would take minutes, a recursion the stack. */
    static Stream<String> poison() {
        return Stream.of(
                        "a", "%40", "a.", "-", "1:", ":1", "::", "+1 ", "4 ", "a@", "a@a.", "a@-", "x@a.b.", "\\u0040",
                        "'email")
                .flatMap(part -> {
                    String text = part.repeat(LONG / part.length());
                    return Stream.of(text, text + "@", "x@" + text, "@" + text + "!");
                });
    }

    @ParameterizedTest
    @MethodSource("poison")
    void longTextsAreLookedThroughAtOnce(String text) {
        for (String each : List.of(text, PersonalText.withoutEmails(text))) {
            PersonalText.isIn(each);
            PersonalText.mayBeIn(each);
        }
        assertThat(PersonalText.withoutEmails("jane@x.org " + text)).startsWith("(withheld) ");
    }
}
