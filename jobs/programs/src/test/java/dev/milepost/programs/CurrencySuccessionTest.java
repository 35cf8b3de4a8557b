package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Money of two currencies is never counted in one budget, nor turned into one another: a budget counts what every version gave, in
 * force or not.
 */
class CurrencySuccessionTest {

    private static final LongestWindow KEPT = new LongestWindow(90 * 86_400_000L, "kept = 90d");

    private static final String BUDGET = "budget: {amount: 1000}\n";
    private static final String REWARD = """
            rewards: [{id: r, per: referral, on: {event: order}, effects: [{to: advocate, kind: cash, amount: 10}]}]
            review: {risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 7d}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USD budget, JPY budget",
                "USD budget, none, JPY budget",
                "USD budget, none, none, JPY budget",
                "USD, none, JPY budget",
                "USD budget, none, JPY",
                "USD, JPY, JPY budget",
            })
    void aBudgetIsOfTheCurrencyThatAnyVersionBeforeGave(String versions) {
        List<String> kinds = List.of(versions.split(", "));
        int last = kinds.size();
        assertThat(problems(kinds))
                .containsExactly("v" + last + ":4:11: currency: JPY of p@" + last
                        + " follows the USD of p@1 (v1:2:10) under a budget, which is of one currency: keep currency:"
                        + " USD, or begin a program with another id");
    }

    @Test
    void withoutABudgetTheCurrencyMayChange() {
        assertThat(problems(List.of("USD", "none", "JPY"))).isEmpty();
        assertThat(problems(List.of("USD", "JPY", "USD"))).isEmpty();
    }

    @Test
    void theSameCurrencyMayComeBackUnderABudget() {
        assertThat(problems(List.of("USD budget", "none", "USD budget"))).isEmpty();
    }

    @Test
    void retroactiveTurnsNoMoneyAcrossAVersionBetween() {
        List<String> texts = List.of(text(1, "USD"), text(2, "none"), text(3, "JPY") + "retroactive: unpaid\n");
        assertThat(problemsOf(texts))
                .containsExactly("v3:7:14: retroactive: unpaid cannot turn the USD that p@1 (v1:2:10) gave into JPY:"
                        + " write retroactive: none, or keep currency: USD");
    }

    @Test
    void afterAVersionInTheNewCurrencyRetroactiveIsOfItsRewards() {
        assertThat(problemsOf(List.of(text(1, "USD"), text(2, "JPY"), text(3, "JPY") + "retroactive: unpaid\n")))
                .isEmpty();
    }

    @Test
    void whatWasAppliedCountsToo() throws IOException {
        AppliedVersion one = applied(1, "USD budget");
        AppliedVersion two = applied(2, "none");
        String refused = ":4:11: currency: JPY of p@3 follows the USD of p@1 (applied) under a budget, which is of one"
                + " currency: keep currency: USD, or begin a program with another id";
        assertThat(applying(List.of(one, two), 3, "JPY budget"))
                .singleElement()
                .asString()
                .endsWith(refused);
    }

    @Test
    void andSoItDoesWhereTheVersionBetweenIsAppliedAtOnce() throws IOException {
        AppliedVersion one = applied(1, "USD budget");
        write(2, "none");
        assertThat(applying(List.of(one), 3, "JPY budget"))
                .singleElement()
                .asString()
                .endsWith(":4:11: currency: JPY of p@3 follows the USD of p@1 (applied) under a budget, which is of one"
                        + " currency: keep currency: USD, or begin a program with another id");
    }

    /** Of versions 1, 2, …, each {@code CURRENCY}, {@code CURRENCY budget}, or {@code none}, which gives nothing. */
    private static List<String> problems(List<String> kinds) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            texts.add(text(i + 1, kinds.get(i)));
        }
        return problemsOf(texts);
    }

    private static List<String> problemsOf(List<String> texts) {
        Map<String, String> named = new LinkedHashMap<>();
        texts.forEach(text -> named.put("v" + (named.size() + 1), text));
        ProgramFileException refused =
                catchThrowableOfType(ProgramFileException.class, () -> ProgramFiles.parse(named));
        return refused == null ? List.of() : refused.problems();
    }

    private static String text(int version, String kind) {
        String head = ProgramFilesTest.file("p", version, "2026-0" + version + "-01T00:00:00Z");
        String[] words = kind.strip().split(" ", -1);
        return words[0].equals("none")
                ? head
                : head + "currency: " + words[0] + "\n" + (words.length > 1 ? BUDGET : "") + REWARD;
    }

    private static AppliedVersion applied(int version, String kind) {
        return new AppliedVersion("p", version, version, Long.MAX_VALUE, "v" + version, text(version, kind));
    }

    private void write(int version, String kind) throws IOException {
        Files.writeString(folder.resolve("v" + version + ".yaml"), text(version, kind));
    }

    private List<String> applying(List<AppliedVersion> before, int version, String kind) throws IOException {
        write(version, kind);
        ProgramFileException refused = catchThrowableOfType(
                ProgramFileException.class, () -> ProgramApplication.check(List.of(folder), before, null, KEPT));
        return refused == null ? List.of() : refused.problems();
    }
}
