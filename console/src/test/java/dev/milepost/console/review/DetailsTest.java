package dev.milepost.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetailsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"score_millionths\":812500,\"money_minor\":1250} | score: 0.8125; money: 12.50 USD",
                "{\"until_millis\":1773144000000}                     | until: 2026-03-10T12:00:00Z",
                "{\"approved\":[\"a/p\",\"b/p\"],\"pending\":\"x\"}     | approved: a/p, b/p; pending: x",
                "{\"money_minor\":\"12\"}                             | money minor: 12",
                "settled: a/p                                       | settled: a/p",
                "{broken                                            | {broken",
                "{}                                                 | ~~",
            })
    void anEventIsReadAsWords(String text, String words) {
        assertThat(Details.words(text.strip(), "USD")).isEqualTo(words);
    }
}
