package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of somebody who is signed in when their account is changed by the command line. */
class SessionsOfAccountsTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String SIGN_IN = "/sign-in?back=%2Faudit";

    @TempDir
    private Path folder;

    private Path file;
    private LocalAccounts accounts;
    private Console console;
    private TestBrowser browser;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve(Console.ACCOUNTS);
        accounts = new LocalAccounts(file);
        accounts.put("ann", EnumSet.of(Role.ADMIN), PASSWORD);
        console = Console.start(Settings.defaults(), new Reads(null), folder, Clock.systemUTC());
        browser = new TestBrowser(console);
        browser.signIn("ann", PASSWORD);
        assertThat(status("/audit")).isEqualTo(200);
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
    }

    @Test
    void anAccountThatIsTakenAwayIsSignedOutAndStaysSoWhereItComesBack() throws Exception {
        String before = Files.readString(file);
        accounts.remove("ann");
        assertThat(sentTo("/audit")).isEqualTo(SIGN_IN);

        Files.writeString(file, before);
        assertThat(sentTo("/audit")).isEqualTo(SIGN_IN);
    }

    @Test
    void withoutAnyAccountsNobodyIsSignedIn() throws Exception {
        Files.delete(file);

        assertThat(sentTo("/audit")).isEqualTo(SIGN_IN);
    }

    @Test
    void anotherPasswordEndsTheSessionsThatBeganWithTheOneBefore() throws Exception {
        accounts.put("ann", EnumSet.of(Role.ADMIN), "a battery of horses");
        TestBrowser again = new TestBrowser(console);
        again.signIn("ann", "a battery of horses");

        assertThat(sentTo("/audit")).isEqualTo(SIGN_IN);
        assertThat(again.get("/audit").statusCode()).isEqualTo(200);
    }

    @Test
    void theSamePasswordGivenAgainEndsThemToo() throws Exception {
        accounts.put("ann", EnumSet.of(Role.ADMIN), PASSWORD);

        assertThat(sentTo("/audit")).isEqualTo(SIGN_IN);
    }

    @Test
    void rolesAreThoseOfNow() throws Exception {
        Files.writeString(file, Files.readString(file).replace("\"admin\"", "\"analyst\""));

        assertThat(status("/audit")).isEqualTo(403);
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/dashboards");
        assertThat(browser.get("/nowhere").body())
                .doesNotContain("href=\"/audit\"")
                .contains("href=\"/dashboards\"");
    }

    @Test
    void aTokenForProgramsAndOthersComingAndGoingEndNoSession() throws Exception {
        accounts.token("ann");
        accounts.put("bob", EnumSet.of(Role.REVIEWER), PASSWORD);
        accounts.remove("bob");

        assertThat(status("/audit")).isEqualTo(200);
    }

    /** Nobody is let in on what the account once was. */
    @Test
    void whileTheAccountsCannotBeReadNobodyComesIn() throws Exception {
        String before = Files.readString(file);
        Files.writeString(file, "{");
        assertThat(status("/audit")).isEqualTo(500);

        Files.writeString(file, before);
        assertThat(status("/audit")).isEqualTo(200);
    }

    private int status(String path) throws Exception {
        return browser.get(path).statusCode();
    }

    private String sentTo(String path) throws Exception {
        return browser.get(path).headers().firstValue("Location").orElse("");
    }
}
