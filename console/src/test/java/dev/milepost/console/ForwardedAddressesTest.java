package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose requests and tries are counted together. */
class ForwardedAddressesTest {

    private static final String FORWARDED = "X-Forwarded-For";

    private static final Settings LIMITED = Settings.defaults()
            .with(ConsoleSettings.SIGN_INS_PER_MINUTE, 2)
            .with(ConsoleSettings.REQUESTS_PER_MINUTE, 10);

    private static final Settings BEHIND_A_PROXY = LIMITED.with(ConsoleSettings.TRUSTED_PROXIES, "127.0.0.0/8");

    @TempDir
    private Path folder;

    @Test
    void behindATrustedProxyNobodyUsesUpTheTriesOfOthers() throws Exception {
        try (Console console = start(BEHIND_A_PROXY)) {
            TestBrowser guesser = new TestBrowser(console).with(FORWARDED, "198.51.100.1");
            TestBrowser other = new TestBrowser(console).with(FORWARDED, "198.51.100.2");

            assertThat(guesser.signIn("a", "a").statusCode()).isEqualTo(401);
            assertThat(guesser.signIn("b", "b").statusCode()).isEqualTo(401);
            assertThat(guesser.signIn("c", "c").statusCode()).isEqualTo(429);
            assertThat(other.signIn("d", "d").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void behindATrustedProxyNobodyUsesUpTheRequestsOfOthers() throws Exception {
        try (Console console = start(BEHIND_A_PROXY)) {
            TestBrowser first = new TestBrowser(console).with(FORWARDED, "198.51.100.1");
            for (int i = 0; i < 10; i++) {
                assertThat(first.get("/sign-in").statusCode()).isEqualTo(200);
            }

            assertThat(first.get("/sign-in").statusCode()).isEqualTo(429);
            assertThat(new TestBrowser(console)
                            .with(FORWARDED, "2001:db8::1")
                            .get("/sign-in")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** A proxy may add a line of its own to those that came. */
    @Test
    void whoMakesUpAddressesIsCountedByTheOneThatTheProxySaw() throws Exception {
        try (Console console = start(BEHIND_A_PROXY)) {
            for (int i = 1; i <= 3; i++) {
                TestBrowser guesser = new TestBrowser(console)
                        .with(FORWARDED, "192.0.2." + i, FORWARDED, "198.51.100.1", FORWARDED, "127.0.0.9");
                assertThat(guesser.signIn("a" + i, "a").statusCode()).isEqualTo(i < 3 ? 401 : 429);
            }
        }
    }

    @Test
    void withoutAProxyThatIsTrustedTheHeaderIsNotRead() throws Exception {
        try (Console console = start(LIMITED)) {
            for (int i = 1; i <= 3; i++) {
                TestBrowser guesser = new TestBrowser(console).with(FORWARDED, "198.51.100." + i);
                assertThat(guesser.signIn("a" + i, "a").statusCode()).isEqualTo(i < 3 ? 401 : 429);
            }
        }
    }

    private Console start(Settings settings) throws Exception {
        return Console.start(settings, new Reads(null), folder, Clock.systemUTC());
    }
}
