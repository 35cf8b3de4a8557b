package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {

    private static final String PASSWORD = "correct horse battery";

    /** Made once, as hashing takes its time on purpose. */
    @TempDir
    private static Path hashed;

    @TempDir
    private Path folder;

    private final MovingClock clock = new MovingClock();
    private Console console;
    private TestBrowser browser;

    @BeforeAll
    static void hashPasswords() throws IOException {
        for (Role role : Role.OF_ACCOUNTS) {
            new LocalAccounts(hashed.resolve("accounts.json")).put(role.id(), EnumSet.of(role), PASSWORD);
        }
    }

    @BeforeEach
    void start() throws IOException {
        Files.copy(
                hashed.resolve("accounts.json"), folder.resolve("accounts.json"), StandardCopyOption.COPY_ATTRIBUTES);
        console = Console.start(
                Settings.defaults().with(ConsoleSettings.SIGN_INS_PER_MINUTE, 5), new Reads(null), folder, clock);
        browser = new TestBrowser(console);
    }

    @AfterEach
    void stop() throws IOException {
        console.close();
    }

    @Test
    void whoIsNotSignedInIsSentToSignInAndBackAgain() throws Exception {
        HttpResponse<String> sent = browser.get("/?a=b");

        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.headers().firstValue("Location")).hasValue("/sign-in?back=%2F%3Fa%3Db");
        assertThat(browser.get("/sign-in?back=%2F%3Fa%3Db").body()).contains("name=\"back\" value=\"/?a=b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""})
    void nobodyIsSentToAnotherSite(String back) throws Exception {
        HttpResponse<String> signedIn =
                browser.post("/sign-in", Map.of("name", "analyst", "password", PASSWORD, "back", back));

        assertThat(signedIn.headers().firstValue("Location")).hasValue("/");
    }

    @Test
    void aWrongPasswordAndAWrongNameGetTheSameAnswer() throws Exception {
        HttpResponse<String> password = browser.signIn("analyst", "incorrect horse");
        HttpResponse<String> name = browser.signIn("nobody", PASSWORD);

        assertThat(password.statusCode()).isEqualTo(401);
        assertThat(password.body())
                .contains("The name or the password is wrong.")
                .isEqualTo(name.body());
        assertThat(browser.session()).isEmpty();
    }

    @Test
    void aPasswordInTheFieldOfTheNameIsNotWrittenDown() throws Exception {
        browser.signIn("hunter2hunter2", "");
        browser.signIn("analyst", "hunter2hunter2");

        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("(no account of that name)", "\"target\":\"analyst\"")
                .doesNotContain("hunter2");
    }

    @Test
    void tooManyTriesAreRefusedEvenWithTheRightPassword() throws Exception {
        for (int i = 0; i < 5; i++) {
            browser.signIn("analyst", "incorrect horse");
        }

        assertThat(browser.signIn("analyst", PASSWORD).statusCode()).isEqualTo(429);
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .as("the tries, and not what is refused after them")
                .hasSize(5)
                .noneMatch(line -> line.contains("too often"));
    }

    @Test
    void theRecordOfChangesGoesBackToItsBeginning() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            lines.add("{\"at\":\"\",\"actor\":\"no-" + i + "-\",\"action\":\"a\",\"target\":\"\",\"outcome\":\"ok\"}");
        }
        lines.set(50, "{\"at\":\"cut");
        Files.write(folder.resolve("audit.jsonl"), lines);
        browser.signIn("admin", PASSWORD);

        String last = browser.get("/audit").body();
        String before = browser.get(older(last)).body();
        String first = browser.get(older(before)).body();

        assertThat(last).contains("no-1099-", "no-601-").doesNotContain("no-600-", "The last changes</a>");
        assertThat(before)
                .contains("no-600-", "no-101-", "The last changes</a>")
                .doesNotContain("no-601-", "no-100-");
        assertThat(first)
                .contains("no-100-", "no-0-", "a line that cannot be read")
                .doesNotContain("Older changes");
        assertThat(browser.get("/audit?before=x").statusCode()).isEqualTo(400);
        assertThat(browser.get("/audit?before=999999999999999999").statusCode()).isEqualTo(200);
    }

    private static String older(String page) {
        Matcher link = Pattern.compile("href=\"(/audit\\?before=\\d+)\"").matcher(page);
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @Test
    void aSessionEndsWhenItIsIdleAndWhenItIsOld() throws Exception {
        browser.signIn("analyst", PASSWORD);
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/dashboards");

        clock.pass(Duration.ofMinutes(31));
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/sign-in?back=%2F");

        browser.signIn("analyst", PASSWORD);
        for (int i = 0; i < 36; i++) {
            clock.pass(Duration.ofMinutes(20));
            assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/dashboards");
        }
        clock.pass(Duration.ofMinutes(1));
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/sign-in?back=%2F");
    }

    @Test
    void aPanelThatAsksAgainByItselfKeepsNobodySignedIn() throws Exception {
        browser.signIn("analyst", PASSWORD);
        TestBrowser byItself = browser.with("X-Milepost-Refresh", "yes");
        clock.pass(Duration.ofMinutes(29));
        assertThat(byItself.get("/dashboards").statusCode()).isEqualTo(200);

        clock.pass(Duration.ofMinutes(2));
        assertThat(byItself.part("/dashboards").headers().firstValue("HX-Redirect"))
                .hasValue("/sign-in");
    }

    @Test
    void signingInChangesTheSessionAndSigningOutEndsIt() throws Exception {
        browser.signIn("analyst", PASSWORD);
        String first = browser.session();
        browser.signIn("growth", PASSWORD);
        String second = browser.session();
        HttpResponse<String> out = browser.post("/sign-out", Map.of());

        assertThat(second).isNotEmpty().isNotEqualTo(first);
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/sign-in?back=%2F");
    }

    @Test
    void aChangeWithoutThePagesTokenIsRefused() throws Exception {
        browser.signIn("analyst", PASSWORD);

        assertThat(browser.post("/sign-out", Map.of(), "").statusCode()).isEqualTo(403);
        assertThat(browser.post("/sign-out", Map.of(), "guessed").statusCode()).isEqualTo(403);
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/dashboards");
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("\"action\":\"refused\"", "\"outcome\":\"token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/nowhere", "/assets/console.css", "/assets/../accounts.json", "/a%00b"})
    void everyAnswerHasTheHeadersThatProtectIt(String path) throws Exception {
        assertThat(browser.get(path).headers().map())
                .containsKeys(
                        "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy");
        assertThat(browser.get(path).headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("unsafe", "*"));
    }

    /** Without that word a client sends its next form on a connection that is about to be closed. */
    @Test
    void whoSendsWhatCannotBeReadIsToldThatTheConnectionIsClosed() throws Exception {
        HttpResponse<String> answer = browser.get("/review/sent/%00");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("connection")).hasValue("close");
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body()).startsWith("The console cannot read that request.");
    }

    @ParameterizedTest
    @EnumSource(names = "ANYONE", mode = EnumSource.Mode.EXCLUDE)
    void pagesNameTheRoomsThatARoleMayEnter(Role role) throws Exception {
        browser.signIn(role.id(), PASSWORD);
        String page = browser.get("/nowhere").body();
        Set<Role> held = EnumSet.of(role);

        assertThat(page.contains("href=\"/review\""))
                .isEqualTo(held.contains(Role.REVIEWER) || held.contains(Role.ADMIN));
        assertThat(page.contains("href=\"/programs\"")).isEqualTo(!held.contains(Role.REVIEWER));
        assertThat(page).contains("href=\"/dashboards\"", "href=\"/customers\"");
    }

    @Test
    void whatSomebodyTypesIsShownAsText() throws Exception {
        String page = browser.get("/sign-in?back=%2F%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E")
                .body();

        assertThat(page).doesNotContain("<script>alert");
    }

    @Test
    void filesOfSecretsAreTheirOwnersAloneAndHoldNoPassword() throws Exception {
        Path accounts = folder.resolve("accounts.json");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accounts)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(accounts)).doesNotContain(PASSWORD);
    }
}
