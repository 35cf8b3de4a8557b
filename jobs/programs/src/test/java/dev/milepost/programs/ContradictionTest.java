package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContradictionTest {

    private static String program(String where) {
        return "program: p\nversion: 1\nvalid_from: 2026-01-01T00:00:00Z\ncurrency: USD\nactivation: {event: order,"
                + " where: " + where + "}\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{amount: {at_least: 10, less_than: 10}}",
                "{amount: {more_than: 10.00, less_than: 10.01}}",
                "{amount: {more_than: 10, at_most: 9}}",
                "{amount: {equal: 5, more_than: 5}}",
                "{amount: {one_of: [1, 2], at_least: 3}}",
                "{amount: {equal: 5, not_equal: 5}}",
                "{seats: {more_than: 3, less_than: 3}}",
                "{seats: {more_than: 3, at_most: 3}}",
                "{seats: {at_least: 3.5, at_most: 3.25}}"
            })
    void whatNoNumberMeetsIsRefused(String where) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> ProgramFiles.parse(Map.of("p", program(where)))))
                .hasMessageContaining("at once, so nothing matches: change one of them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{amount: {at_least: 10, at_most: 10}}",
                "{amount: {more_than: 10.00, less_than: 10.02}}",
                "{amount: {one_of: [1, 3], at_least: 3}}",
                "{amount: {at_least: 10, not_equal: 10}}",
                "{seats: {more_than: 3, less_than: 3.0000001}}",
                "{seats: {more_than: 3, at_least: 3, less_than: 4}}",
                "{seats: {less_than: 3, at_most: -1}}"
            })
    void whatSomeNumberMeetsIsNot(String where) {
        assertThat(ProgramFiles.parse(Map.of("p", program(where))).versions()).hasSize(1);
    }
}
