package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClickHouseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:clickhouse://db.example.org:9123/shop, http://db.example.org:9123, shop",
        "jdbc:clickhouse://localhost, http://localhost:8123, default",
        "jdbc:clickhouse://localhost:8123/, http://localhost:8123, default",
        "jdbc:ch://10.0.0.7:1/x, http://10.0.0.7:1, x",
        "jdbc:clickhouse:https://cloud.example.org/x, https://cloud.example.org:8443, x",
        "jdbc:clickhouse://h/x?ssl=true, https://h:8443, x",
        "jdbc:clickhouse://h/x?ssl=false, http://h:8123, x",
        "jdbc:clickhouse://[::1]:8123/x, http://[::1]:8123, x"
    })
    void aUrlNamesEndpointAndDatabase(String url, String endpoint, String database) {
        ClickHouseUrl parsed = ClickHouseUrl.parse(url);

        assertThat(parsed.endpoint()).isEqualTo(endpoint);
        assertThat(parsed.database()).isEqualTo(database);
        assertThat(ClickHouseUrl.parse(parsed.toString())).isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource({
        "'', must look like jdbc:clickhouse://localhost:8123/default",
        "http://localhost:8123, must look like",
        "jdbc:mysql://localhost/x, must look like",
        "jdbc:clickhouse:///x, names no host",
        "jdbc:clickhouse://:8123/x, names no host",
        "jdbc:clickhouse://h:80800/x, '80800' is not a port",
        "jdbc:clickhouse://h:/x, '' is not a port",
        "jdbc:clickhouse://u:secret@h:8123/x, MILEPOST_CLICKHOUSE_PASSWORD",
        "jdbc:clickhouse://h/x?password=secret, MILEPOST_CLICKHOUSE_PASSWORD",
        "'jdbc:clickhouse://h1,h2/x', one host",
        "jdbc:clickhouse://h/x?ssl=yes, ssl is 'yes': write ssl=true or ssl=false",
        "jdbc:clickhouse://h/x?compress=1, 'compress' is not known"
    })
    void aBadUrlIsRefusedWithWhatIsWrong(String url, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClickHouseUrl.parse(url))
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void noUrlIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClickHouseUrl.parse(null));
    }
}
