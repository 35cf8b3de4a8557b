package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.EventFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualificationTest {

    private static final Map<String, String> NONE = Map.of();

    @ParameterizedTest(name = "amount {0} holds for {1} cents: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{at_least: 5.00}|499|false",
                "{at_least: 5.00}|500|true",
                "{at_least: 5}|500|true",
                "{at_most: 5.00}|500|true",
                "{at_most: 5.00}|501|false",
                "{more_than: 5.00}|500|false",
                "{more_than: 5.00}|501|true",
                "{less_than: 5.00}|499|true",
                "{less_than: 5.00}|500|false",
                "{equal: 0.1}|10|true",
                "{equal: 0.1}|11|false",
                "{not_equal: 5.00}|500|false",
                "{not_equal: 5.00}|501|true",
                "{one_of: [5.00, 7.5]}|750|true",
                "{one_of: [5.00, 7.5]}|700|false",
                "{at_least: 5.00, less_than: 10.00}|999|true",
                "{at_least: 5.00, less_than: 10.00}|1000|false",
                "{at_least: 5.00, less_than: 10.00}|499|false",
                "5.00|500|true",
                "5.00|501|false",
                "[5, 6]|600|true",
            })
    void amountsAreComparedToTheCent(String condition, long cents, boolean expected) {
        Qualification qualification = qualification("USD", "{event: order, where: {amount: " + condition + "}}");
        assertThat(qualification.matches(EventFacts.purchase("order", "USD", cents, null, NONE)))
                .isEqualTo(expected);
    }

    @Test
    void amountsOfAnotherCurrencyDoNotMatchNotEvenAsDifferent() {
        for (String condition : new String[] {"{at_least: 5}", "{not_equal: 5}", "{less_than: 1000000}"}) {
            Qualification qualification = qualification("USD", "{event: order, where: {amount: " + condition + "}}");
            assertThat(qualification.matches(EventFacts.purchase("order", "EUR", 900, null, NONE)))
                    .isFalse();
            assertThat(qualification.matches(EventFacts.purchase("order", "USD", 900, null, NONE)))
                    .isTrue();
        }
    }

    @Test
    void withoutAMoneyConditionAnyCurrencyMatches() {
        assertThat(qualification("USD", "{event: order}").matches(EventFacts.purchase("order", "EUR", 1, null, NONE)))
                .isTrue();
    }

    @ParameterizedTest(name = "5 {0} is {1} minor units")
    @CsvSource({"USD,500", "JPY,5", "KWD,5000"})
    void minorUnitsAreThoseOfTheCurrency(String currency, long minor) {
        Qualification qualification = qualification(currency, "{event: order, where: {amount: {equal: 5}}}");
        assertThat(qualification.matches(EventFacts.purchase("order", currency, minor, null, NONE)))
                .isTrue();
        assertThat(qualification.matches(EventFacts.purchase("order", currency, minor + 1, null, NONE)))
                .isFalse();
    }

    @Test
    void recurringRevenueIsMoneyOfItsOwn() {
        Qualification qualification = qualification("USD", "{event: renewal, where: {mrr: {at_least: 1000}}}");
        assertThat(qualification.matches(EventFacts.purchase("renewal", "USD", 1, 100_000L, NONE)))
                .isTrue();
        assertThat(qualification.matches(EventFacts.purchase("renewal", "USD", 900_000, 99_999L, NONE)))
                .isFalse();
        assertThat(qualification.matches(EventFacts.purchase("renewal", "USD", 900_000, null, NONE)))
                .isFalse();
    }

    @Test
    void valuesAreExactToTheMillionth() {
        Qualification qualification = qualification("USD", "{event: saved, where: {value: {more_than: 200.000001}}}");
        assertThat(qualification.matches(EventFacts.click("saved", 200_000_001L, null, NONE)))
                .isFalse();
        assertThat(qualification.matches(EventFacts.click("saved", 200_000_002L, null, NONE)))
                .isTrue();
        assertThat(qualification.matches(EventFacts.click("saved", null, null, NONE)))
                .isFalse();
    }

    @Test
    void valuesMayBeNegative() {
        Qualification qualification = qualification("USD", "{event: saved, where: {value: {at_most: -1.5}}}");
        assertThat(qualification.matches(EventFacts.click("saved", -1_500_000L, null, NONE)))
                .isTrue();
        assertThat(qualification.matches(EventFacts.click("saved", -1_499_999L, null, NONE)))
                .isFalse();
    }

    @Test
    void anotherEventDoesNotMatch() {
        assertThat(qualification("USD", "{event: order}").matches(EventFacts.purchase("renewal", "USD", 1, null, NONE)))
                .isFalse();
    }

    @Test
    void propertiesAreComparedAsTextOrAsNumbers() {
        assertThat(click("{plan: [pro, team]}", "plan", "team")).isTrue();
        assertThat(click("{plan: [pro, team]}", "plan", "Team")).isFalse();
        assertThat(click("{plan: pro}", "plan", "pro")).isTrue();
        assertThat(click("{plan: {not_equal: free}}", "plan", "pro")).isTrue();
        assertThat(click("{plan: {not_equal: free}}", "plan", "free")).isFalse();
        assertThat(click("{plan: {not_equal: free}}", "other", "pro")).isFalse();
        assertThat(click("{seats: {at_least: 5}}", "seats", "5.0")).isTrue();
        assertThat(click("{seats: {at_least: 5}}", "seats", "10")).isTrue();
        assertThat(click("{seats: {at_least: 5}}", "seats", "4.999")).isFalse();
        assertThat(click("{seats: {at_least: 5}}", "seats", "many")).isFalse();
        assertThat(click("{seats: {at_least: 5}}", "seats", "1e999999999")).isTrue();
        assertThat(click("{seats: {at_least: 5}}", "seats", "9".repeat(1_000))).isFalse();
        assertThat(click("{seats: 5}", "seats", "5.00")).isTrue();
        assertThat(click("{seats: \"5\"}", "seats", "5.00")).isFalse();
        assertThat(click("{trial: true}", "trial", "true")).isTrue();
        assertThat(click("{region: NO}", "region", "NO")).isTrue();
        assertThat(click("{a: x, b: y}", "a", "x")).isFalse();
    }

    /** {@code NO} is Norway, and {@code on} a state: as written, as any other text. */
    @ParameterizedTest
    @ValueSource(strings = {"NO", "no", "on", "off", "y", "N", "Yes"})
    void wordsThatYamlOnceTookForTrueAndFalseAreTexts(String word) {
        for (String where : List.of("{state: %s}", "{state: [open, %s]}", "{state: {not_equal: %sx}}")) {
            assertThat(click(where.formatted(word), "state", word)).isTrue();
            assertThat(click(where.formatted(word).replace("not_equal", "equal"), "state", "false"))
                    .isFalse();
        }
    }

    @Test
    void countryPlanAndSegmentAreTheEventsOwnElseAProperty() {
        Qualification qualification =
                qualification("USD", "{event: signup, where: {country: US, plan: pro, segment: a}}");
        assertThat(qualification.matches(EventFacts.signup("US", "pro", "a", NONE)))
                .isTrue();
        assertThat(qualification.matches(EventFacts.signup("US", null, null, Map.of("plan", "pro", "segment", "a"))))
                .isTrue();
        assertThat(qualification.matches(EventFacts.signup("DE", "pro", "a", Map.of("country", "US"))))
                .isFalse();
        assertThat(qualification.matches(EventFacts.signup(null, "pro", "a", NONE)))
                .isFalse();
    }

    private static boolean click(String where, String property, String text) {
        Map<String, String> properties = new HashMap<>();
        properties.put(property, text);
        return qualification("USD", "{event: used, where: " + where + "}")
                .matches(EventFacts.click("used", null, null, properties));
    }

    private static Qualification qualification(String currency, String on) {
        String text = ProgramFilesTest.file("p", 1, "2026-01-01T00:00:00Z") + "currency: " + currency
                + "\nqualifies: {on: " + on + "}\n";
        return ProgramFiles.parse(Map.of("p.yaml", text))
                .at("p", Long.MAX_VALUE)
                .qualifies();
    }
}
