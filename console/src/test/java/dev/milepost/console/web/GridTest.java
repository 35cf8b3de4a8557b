package dev.milepost.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {

    @ParameterizedTest
    @CsvSource({
        "/programs/, spring, /programs/spring",
        "/programs/, ../a b?<c>+, /programs/..%2Fa%20b%3F%3Cc%3E%2B",
        "/programs/, '', ''",
        "'', spring, ''"
    })
    void anIdLeadsToItsPageWhateverIsInIt(String pages, String id, String address) {
        assertThat(new Grid.Column("Program", false, pages).address(id)).isEqualTo(address);
    }
}
