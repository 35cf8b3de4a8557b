package dev.milepost.console.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.console.ConsoleSettings;
import dev.milepost.runtime.settings.SettingsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8, 192.0.2.7,fd00::/8, 2001:db8::1");

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 198.51.100.1, 203.0.113.9",
        "10.1.2.3, 198.51.100.1, 198.51.100.1",
        "192.0.2.7, 198.51.100.1, 198.51.100.1",
        "192.0.2.8, 198.51.100.1, 192.0.2.8",
        "11.0.0.1, 198.51.100.1, 11.0.0.1",
        "[fd12::3], 2001:db8::2, 2001:db8:0:0:0:0:0:2",
        "2001:db8::1, 198.51.100.1, 198.51.100.1",
        "2001:db8::2, 198.51.100.1, 2001:db8::2",
        "::ffff:10.0.0.1, 198.51.100.1, 198.51.100.1",
    })
    void onlyATrustedPeerIsBelieved(String peer, String forwarded, String client) {
        assertThat(PROXIES.client(peer, List.of(forwarded))).isEqualTo(client);
    }

    @Test
    void nobodyIsBelievedByDefault() {
        TrustedProxies none = TrustedProxies.of(ConsoleSettings.TRUSTED_PROXIES.byDefault());

        assertThat(none.client("127.0.0.1", List.of("198.51.100.1"))).isEqualTo("127.0.0.1");
    }

    @Test
    void whatTheClientItselfWroteBeforeIsPassedOver() {
        assertThat(PROXIES.client("10.0.0.1", List.of("192.0.2.99", " 198.51.100.1 ", " 10.0.0.2")))
                .isEqualTo("198.51.100.1");
        assertThat(PROXIES.client("10.0.0.1", List.of("10.9.9.9", "198.51.100.1")))
                .as("an address of a proxy's that was made up")
                .isEqualTo("198.51.100.1");
        assertThat(PROXIES.client("10.0.0.1", List.of("10.0.0.3", "10.0.0.2")))
                .as("a proxy asks for itself")
                .isEqualTo("10.0.0.3");
        assertThat(PROXIES.client("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1:4711, 198.51.100.1",
        "[2001:db8::2]:443, 2001:db8:0:0:0:0:0:2",
        "[2001:DB8::2], 2001:db8:0:0:0:0:0:2",
        "::ffff:198.51.100.1, 198.51.100.1",
    })
    void anAddressIsTheSameHoweverAProxyWritesIt(String written, String client) {
        assertThat(PROXIES.client("10.0.0.1", List.of(written))).isEqualTo(client);
    }

    /** Who counts by them could be anybody else each time, or the server would ask for names that strangers write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "localhost",
                "example.com",
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "0x7f.1.1.1",
                "2130706433",
                "a:b",
                ":::",
                "1.2.3.4:80:90",
                "[example.com]",
                "[]:80",
                "fe80::1%eth0",
                "<script>",
                "::1\u0000"
            })
    void forWhatIsNoAddressStandsTheProxyThatWroteIt(String written) {
        assertThat(PROXIES.client("10.0.0.1", List.of("198.51.100.1", written, "10.0.0.2")))
                .isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "fd00::/129",
                "0.0.0.0/0",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0",
                "ingress.local",
                "10.0.0.1,",
                "10.0.0.1 10.0.0.2",
                "10.0.0.0/999999999999"
            })
    void aSettingThatIsNoListOfNetworksIsRefusedByItsNameAndWhatWasGiven(String given) {
        assertThatThrownBy(() -> ConsoleSettings.TRUSTED_PROXIES.parse(given))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("console.trusted_proxies")
                .hasMessageContaining("'" + given + "'")
                .hasMessageContaining("10.0.0.0/8");
    }
}
