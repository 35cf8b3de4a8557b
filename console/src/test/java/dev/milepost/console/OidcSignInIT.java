package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.oidc.OidcSettings;
import dev.milepost.console.review.ReviewStream;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a provider in this process, which answers as OpenID Connect has it. */
class OidcSignInIT {

    private static final String SECRET = "a secret of the client";

    @TempDir
    private Path folder;

    private TestProvider provider;
    private Console console;
    private TestBrowser browser;

    @BeforeEach
    void start() throws IOException {
        provider = TestProvider.start();
        console = Console.start(
                provider.in(Settings.defaults()),
                Map.of(OidcSettings.SECRET, SECRET),
                new Reads(null),
                ReviewStream.none(),
                folder,
                Clock.systemUTC());
        browser = new TestBrowser(console);
    }

    @AfterEach
    void stop() throws IOException {
        console.close();
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({
        "milepost-reviewer, /review",
        "milepost-growth, /programs",
        "others milepost-admin, /review",
    })
    void groupsOfTheTokenAreRoles(String groups, String room) throws Exception {
        HttpResponse<String> back = provider.signIn(browser, "/customers", "rita", List.of(groups.split(" ")));

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location")).hasValue("/customers");
        assertThat(browser.get("/nowhere").body()).contains("rita", "href=\"" + room + "\"");
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("\"actor\":\"rita\",\"action\":\"sign_in\"", "\"outcome\":\"ok\"");
    }

    /** PKCE: the code is of no use to who has not the verifier, of which the provider was told the hash alone. */
    @Test
    void theProviderIsAskedForACodeWithAChallengeAndAStateOfThisSignInAlone() throws Exception {
        Map<String, String> first = parameters(TestProvider.begin(browser, "/"));
        Map<String, String> second = parameters(TestProvider.begin(browser, "/"));

        assertThat(first)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", TestProvider.CLIENT)
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", console.address() + "/sign-in/callback");
        for (String once : List.of("state", "nonce", "code_challenge")) {
            assertThat(first.get(once)).hasSizeGreaterThan(40).isNotEqualTo(second.get(once));
        }
    }

    @Test
    void theCodeIsExchangedWithTheVerifierAndTheSecret() throws Exception {
        provider.promise("ann", List.of("milepost-analyst"));
        URI there = TestProvider.begin(browser, "/");
        provider.takeRequest();
        browser.get(TestProvider.answer(there));

        String body = null;
        String authorization = null;
        for (int i = 0; i < 3 && (body == null || !body.contains("grant_type")); i++) {
            var request = provider.takeRequest();
            body = request.getBody().readUtf8();
            authorization = request.getHeader("Authorization");
        }
        assertThat(body).contains("grant_type=authorization_code", "code_verifier=");
        assertThat(authorization).startsWith("Basic ");
    }

    @Test
    void whoHasNoRoleIsToldSoAndNotSignedIn() throws Exception {
        HttpResponse<String> back = provider.signIn(browser, "/", "eve", List.of("payroll", "milepost-emperor"));

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("milepost-analyst");
        assertThat(browser.session()).isEmpty();
    }

    @Test
    void anAnswerThatThisBrowserDidNotAskForIsRefused() throws Exception {
        provider.promise("ann", List.of("milepost-analyst"));
        URI there = TestProvider.begin(browser, "/");
        TestBrowser other = new TestBrowser(console);
        String answer = TestProvider.answer(there);

        assertThat(other.get(answer).statusCode()).isEqualTo(400);
        assertThat(other.session()).isEmpty();
        assertThat(browser.get(answer.replaceAll("state=[^&]*", "state=guessed"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(browser.get(answer).statusCode())
                .as("an attempt is used up by the first answer")
                .isEqualTo(400);
        assertThat(browser.session()).isEmpty();
    }

    /** The provider signs whatever nonce it is asked with: a token of another sign-in has another. */
    @Test
    void aTokenOfAnotherSignInIsNotTrusted() throws Exception {
        provider.promise("ann", List.of("milepost-analyst"));
        URI there = URI.create(TestProvider.begin(browser, "/").toString().replaceAll("nonce=[^&]*", "nonce=another"));

        HttpResponse<String> back = browser.get(TestProvider.answer(there));

        assertThat(back.statusCode()).isEqualTo(502);
        assertThat(back.body()).contains("not to be trusted");
        assertThat(browser.session()).isEmpty();
    }

    @Test
    void passwordsAreTakenNowhere() throws Exception {
        assertThat(browser.get("/sign-in").body())
                .doesNotContain("type=\"password\"")
                .contains("/sign-in/provider");
        assertThat(browser.post("/sign-in", Map.of("name", "ann", "password", "p"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whileTheProviderIsAwayPeopleAreToldSo() throws Exception {
        provider.close();

        HttpResponse<String> sent = browser.get("/sign-in/provider");

        assertThat(sent.statusCode()).isEqualTo(502);
        assertThat(sent.body()).contains("discovery document cannot be read");
    }

    @Test
    void neitherTheSecretNorTheCodeIsShownOrWrittenDownWhereTheExchangeFails() throws Exception {
        provider.promise("ann", List.of("milepost-analyst"));
        String answer = TestProvider.answer(TestProvider.begin(browser, "/"));
        provider.close();

        HttpResponse<String> back = browser.get(answer);

        assertThat(back.statusCode()).isEqualTo(502);
        assertThat(answer).contains("code=");
        assertThat(back.body() + Files.readString(folder.resolve("audit.jsonl")))
                .contains("\"outcome\":\"provider\"")
                .doesNotContain(SECRET, answer.replaceAll(".*code=([^&]*).*", "$1"));
    }

    @Test
    void anAddressIsSentToTheProviderOnlySoOften() throws Exception {
        int most = Settings.defaults().get(ConsoleSettings.SIGN_INS_PER_MINUTE);
        for (int i = 0; i < most; i++) {
            assertThat(browser.get("/sign-in/provider").statusCode()).isEqualTo(303);
        }

        assertThat(new TestBrowser(console).get("/sign-in/provider").statusCode())
                .isEqualTo(429);
    }

    /** What anybody may send, and as often as they like, is no line of the record of changes. */
    @Test
    void answersThatNobodyAskedForAreTakenOnlySoOftenAndNotRecorded() throws Exception {
        int most = Settings.defaults().get(ConsoleSettings.SIGN_INS_PER_MINUTE);
        for (int i = 0; i < most; i++) {
            assertThat(browser.get("/sign-in/callback?state=guessed").statusCode())
                    .isEqualTo(400);
        }

        assertThat(browser.get("/sign-in/callback?state=guessed").statusCode()).isEqualTo(429);
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).isEmpty();
    }

    private static Map<String, String> parameters(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8)));
    }
}
