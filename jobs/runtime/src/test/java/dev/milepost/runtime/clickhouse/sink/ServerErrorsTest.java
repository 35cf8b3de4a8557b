package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "159, RETRY",
        "202, RETRY",
        "209, RETRY",
        "210, RETRY",
        "241, RETRY",
        "242, RETRY",
        "252, RETRY",
        "319, RETRY",
        "999, RETRY",
        "27, REJECT",
        "53, REJECT",
        "117, REJECT",
        "131, REJECT",
        "321, REJECT",
        "349, REJECT",
        "469, REJECT",
        "691, REJECT",
        "16, STOP",
        "60, STOP",
        "62, STOP",
        "81, STOP",
        "164, STOP",
        "497, STOP",
        "516, STOP",
        "9999, UNKNOWN",
        "0, UNKNOWN"
    })
    void sortsByCode(int code, FailureKind kind) {
        assertThat(ServerErrors.kind(code)).isEqualTo(kind);
        assertThat(InsertFailure.ofServer(code, "any words", null).kind()).isEqualTo(kind);
    }

    @Test
    void everyCodeHasANameAKindAndAReason() {
        assertThat(ServerErrors.all()).hasSizeGreaterThan(100).allSatisfy(entry -> {
            assertThat(entry.name()).matches("[A-Z][A-Z0-9_]+");
            assertThat(entry.kind()).isNotEqualTo(FailureKind.UNKNOWN);
            assertThat(entry.reason()).hasSizeGreaterThan(10);
        });
    }
}
