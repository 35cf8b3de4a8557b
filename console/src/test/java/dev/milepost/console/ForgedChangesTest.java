package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers say of who sends a change, and what comes of it. */
class ForgedChangesTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String ELSEWHERE = "https://evil.example";

    @TempDir
    private Path folder;

    private LocalAccounts accounts;
    private Console console;
    private TestBrowser browser;

    @BeforeEach
    void start() throws Exception {
        accounts = new LocalAccounts(folder.resolve(Console.ACCOUNTS));
        accounts.put("rita", EnumSet.of(Role.REVIEWER), PASSWORD);
        serve(Settings.defaults());
    }

    private void serve(Settings settings) throws Exception {
        console = Console.start(settings, new Reads(null), folder, Clock.systemUTC());
        browser = new TestBrowser(console);
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, whatever",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1",
        "Origin, https://127.0.0.1:@port",
        "Origin, http://127.0.0.1:@port.evil.example",
        "Origin, http://localhost:@port",
    })
    void anotherSiteSignsNobodyIn(String header, String value) throws Exception {
        HttpResponse<String> answer = signInWith(header, here(value));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("a page that is not of this console", "Open " + console.address() + " and do it there");
        assertThat(browser.session()).isEmpty();
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("\"action\":\"refused\",\"target\":\"POST /sign-in\",\"outcome\":\"site\"");
    }

    @Test
    void whatStrangersAreRefusedAgainAndAgainIsOneLineOfTheRecord() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(signInWith("Origin", ELSEWHERE).statusCode()).isEqualTo(403);
        }

        assertThat(Files.readAllLines(folder.resolve("audit.jsonl"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none",
        "Origin, http://127.0.0.1:@port",
        "User-Agent, a tool that says neither",
    })
    void aPageOfTheConsoleAndWhatIsNoBrowserSignIn(String header, String value) throws Exception {
        assertThat(signInWith(header, here(value)).statusCode()).isEqualTo(303);
        assertThat(browser.session()).isNotEmpty();
    }

    /** By whatever address the page was loaded. */
    @ParameterizedTest
    @CsvSource({
        "https://Milepost.example.com:443/, https://milepost.example.com, 303",
        "https://milepost.example.com, https://milepost.example.com:8443, 403",
        "https://milepost.example.com, http://milepost.example.com, 403",
        "https://milepost.example.com, http://127.0.0.1:@port, 403",
        "https://milepost.example.com:8443/console, https://milepost.example.com:8443, 303",
        "http://milepost.example.com:80, http://milepost.example.com, 303",
    })
    void withAnAddressOfItsOwnThatOneCounts(String url, String origin, int status) throws Exception {
        console.close();
        serve(Settings.defaults().with(ConsoleSettings.URL, url));

        assertThat(signInWith("Origin", here(origin)).statusCode()).isEqualTo(status);
    }

    @Test
    void aChangeWithAGoodTokenIsRefusedTooWhereAnotherSiteSendsIt() throws Exception {
        browser.signIn("rita", PASSWORD);

        assertThat(browser.with("Origin", ELSEWHERE).post("/sign-out", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(browser.with("Sec-Fetch-Site", "same-site")
                        .postJson("/api/v1/review/cases/none/decisions", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.get("/").statusCode()).as("still signed in").isEqualTo(303);
        assertThat(browser.post("/sign-out", Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void aTokenForProgramsIsGoodWhereverItIsSentFrom() throws Exception {
        String token = accounts.token("rita").orElseThrow();

        HttpResponse<String> answer = browser.with("Authorization", "Bearer " + token, "Origin", ELSEWHERE)
                .postJson("/api/v1/review/cases/none/decisions", "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void pagesAreReadFromLinksOfOtherSites() throws Exception {
        assertThat(browser.with("Sec-Fetch-Site", "cross-site").get("/sign-in").statusCode())
                .isEqualTo(200);
    }

    /** With {@code no-referrer} browsers would send {@code Origin: null} with the console's own forms (Fetch, 3.2). */
    @Test
    void browsersMaySayThatAFormIsOfThisConsole() throws Exception {
        assertThat(browser.get("/sign-in").headers().firstValue("Referrer-Policy"))
                .hasValue("same-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"milepost.example.com", "ftp://milepost.example.com", "https://", "https:///x", "https://a b"})
    void anAddressThatNoBrowserHasIsRefused(String url) {
        assertThatThrownBy(() -> ConsoleSettings.URL.parse(url))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("console.url");
    }

    private HttpResponse<String> signInWith(String header, String value) throws Exception {
        return browser.with(header, value).post("/sign-in", Map.of("name", "rita", "password", PASSWORD));
    }

    private String here(String text) {
        return text.replace("@port", String.valueOf(console.port()));
    }
}
