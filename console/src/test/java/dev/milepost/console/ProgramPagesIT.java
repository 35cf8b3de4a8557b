package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.dryrun.SavedDryRun;
import dev.milepost.programs.explain.Explanation;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramPagesIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-06-01T00:00:00Z"), ZoneOffset.UTC);

    private static final String PROGRAM = """
            # <script>alert(1)</script>
            program: spring
            version: 2
            valid_from: 2025-02-01T00:00:00Z
            timezone: UTC
            retroactive: none
            currency: USD
            budget: {amount: 500.00}
            qualifies: {on: {event: order}, within: 90d}
            asks:
              - {id: happy, category: value, on: {event: praised}, channel: in_app, template: happy, guards: {cooldown: 30d}}
            rewards:
              - id: won
                on: {event: referral.qualified}
                per: referral
                fire: once
                effects:
                  - {to: advocate, kind: cash, amount: 20.00, hold: 14d, cap: {count: 10, per: year}}
            review: {risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 7d}
            """;

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static Console console;
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        warehouse = TestWarehouse.open();
        fill();
        new LocalAccounts(folder.resolve("accounts.json")).put("gro", EnumSet.of(Role.GROWTH), PASSWORD);
        console = Console.start(Settings.defaults(), warehouse.reads(), folder, CLOCK);
        browser = new TestBrowser(console);
        browser.signIn("gro", PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        warehouse.close();
    }

    private static String version(String program, int version, String from, String text) {
        return "INSERT INTO milepost_store.programs (program_id, version, valid_from, file_name, text, applied_at, applied_by, revision)"
                + " VALUES ('" + program + "', " + version + ", '" + from + "', '<img src=x onerror=alert(1)>.yaml', '"
                + text
                + "', '2025-01-01', '<b>ann</b>', 1)";
    }

    /**
     * Two referrals of spring are bound and a third refused; one has qualified. Each side of it earned 20.00: that of the advocate is held,
     * that of the referee was paid; a third reward had no room in the budget, and 5,000 yen were earned of which nothing is due
     * until after the clock.
     */
    private static void fill() {
        warehouse.execute(
                version("spring", 1, "2025-01-01", PROGRAM.replace("version: 2", "version: 1")),
                version("spring", 2, "2025-02-01", PROGRAM),
                version("spring", 3, "2199-01-01", PROGRAM.replace("version: 2", "version: 3")),
                version("<script>alert(2)</script>", 1, "2025-01-01", "no program at all"),
                """
                INSERT INTO milepost_store.bindings
                (referee_id, referral_id, advocate_id, code, program_id, status, refusal, bound_time, revision) VALUES
                ('bob', 'f1', 'ana', 'ANA', 'spring', 'bound', '', '2025-03-01', 1),
                ('cid', 'f2', 'ana', 'ANA', 'spring', 'bound', '', '2025-03-01', 1),
                ('ana', 'f3', 'ana', 'ANA', 'spring', 'refused', 'self', '2025-03-01', 1)
                """,
                "INSERT INTO milepost_store.journey (user_id, journey_id, name, event_time, referral_id, advocate_id, program_id, revision)"
                        + " VALUES ('bob', 'q1', 'referral.qualified', '2025-03-02', 'f1', 'ana', 'spring', 1)",
                """
                INSERT INTO milepost_store.rewards (program_id, beneficiary_id, reward_id, side, rule_id, kind, state, reason, amount_minor,
                owed_minor, currency, earned_at, updated_at, revision) VALUES
                ('spring', 'ana', 'r1', 'advocate', 'won', 'cash', 'HELD', 'time', 2000, 2000, 'USD', '2025-03-02', '2025-03-02', 1),
                ('spring', 'bob', 'r2', 'referee', 'won', 'cash', 'PAID', '', 2000, 0, 'USD', '2025-03-02', '2025-03-20', 1),
                ('spring', 'ana', 'r3', 'advocate', 'won', 'cash', 'SKIPPED', 'budget', 2000, 0, 'USD', '2025-03-03', '2025-03-03', 1),
                ('spring', 'dan', 'r4', 'advocate', 'won', 'cash', 'HELD', 'time', 5000, 5000, 'JPY', '2025-05-02', '2025-05-02', 1)
                """,
                """
                INSERT INTO milepost_store.ledger
                (program_id, beneficiary_id, reward_id, entry_id, step, side, kind, amount_minor, currency, effective_at, known_at, revision) VALUES
                ('spring', 'ana', 'r1', 'e1', 'EARNED', 'advocate', 'cash', 2000, 'USD', '2025-03-02', '2025-03-02', 1),
                ('spring', 'ana', 'r1', 'e2', 'HELD', 'advocate', 'cash', 0, 'USD', '2025-03-02', '2025-03-02', 1),
                ('spring', 'bob', 'r2', 'e3', 'EARNED', 'referee', 'cash', 2000, 'USD', '2025-03-02', '2025-03-02', 1),
                ('spring', 'bob', 'r2', 'e4', 'RELEASED', 'referee', 'cash', 0, 'USD', '2025-03-16', '2025-03-16', 1),
                ('spring', 'bob', 'r2', 'e5', 'PAID', 'referee', 'cash', -2000, 'USD', '2025-03-20', '2025-03-20', 1),
                ('spring', 'dan', 'r4', 'e6', 'EARNED', 'advocate', 'cash', 5000, 'JPY', '2025-05-02', '2025-05-02', 1),
                ('spring', 'dan', 'r4', 'e7', 'EARNED', 'advocate', 'cash', 7000, 'JPY', '2025-07-02', '2025-07-02', 1)
                """,
                """
                INSERT INTO milepost_store.fraud_cases (program_id, case_id, advocate_id, status, revision) VALUES
                ('spring', 'k1', 'ana', 'OPEN', 1), ('spring', 'k2', 'ana', 'PENDING', 1), ('spring', 'k3', 'ana', 'DECIDED', 1)
                """,
                """
                INSERT INTO milepost_store.asks
                (program_id, user_id, ask_id, decision, reason, milestone_id, version, milestone_time, decided_at, send_at, revision) VALUES
                ('spring', 'u1', 'a1', 'asked', '', 'happy', 2, '2025-03-01', '2025-03-01', '2025-03-01', 1),
                ('spring', 'u2', 'a2', 'held_out', '', 'happy', 2, '2025-03-01', '2025-03-01', NULL, 1),
                ('spring', 'u3', 'a3', 'not_asked', 'cooldown', 'happy', 2, '2025-03-01', '2025-03-01', NULL, 1),
                ('spring', 'u4', 'a4', 'not_asked', 'cooldown', 'happy', 2, '2025-04-01', '2025-04-01', NULL, 1)
                """,
                "INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES ('warehouse', 0, '2025-06-01', 1)");
    }

    /** The text of a page, without its marks and what stands for marks. */
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    @Test
    void theListSaysOfEachHowItStands() throws Exception {
        assertThat(text(browser.get("/programs").body()))
                .contains("spring in force 2 2025-02-01 00:00:00.000 2 1 3 2 1 2 5,000 JPY owed"
                        + " 20.00 USD owed; 40.00 USD committed of 500.00 USD")
                .contains("<script>alert(2)</script> in force 1 2025-01-01 00:00:00.000 0 0 0 0 0 0");
    }

    @Test
    void thePageHasWhatCameOfIt() throws Exception {
        assertThat(text(browser.get("/programs/spring").body()))
                .contains("Version 2: in force. Valid from 2025-02-01 00:00:00.000 (UTC).")
                .contains("Bound Qualified Rewards earned Held Paid Cases open 2 1 3 2 1 2")
                .contains("Currency Earned Held Paid Owed Committed Budget Left")
                .contains("USD 40.00 USD 20.00 USD 20.00 USD 20.00 USD 40.00 USD 500.00 USD 460.00 USD")
                .contains("JPY 5,000 JPY 5,000 JPY 0 JPY 5,000 JPY - - -")
                .contains("happy asked 1 25 % happy held out 1 25 % happy not asked cooldown 2 50 %");
    }

    /** Every line of what {@code program explain} prints of that file. */
    @Test
    void thePageExplainsTheVersionInTheWordsOfTheCommandLine() throws Exception {
        String page = browser.get("/programs/spring").body();
        Explanation explained = Explanation.of(
                ProgramFiles.parse(Map.of("spring@2", PROGRAM)).versions().get(0));

        assertThat(text(page).replace('\u00a0', ' '))
                .contains(explained
                        .text(Integer.MAX_VALUE)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
        assertThat(page).contains("<h3>Asks: when a customer is asked for a referral</h3>");
    }

    @Test
    void versionsAreListedAndEachCanBeLookedAt() throws Exception {
        assertThat(text(browser.get("/programs/spring").body()))
                .contains("3 next 2199-01-01 00:00:00.000 - <b>ann</b> 2 in force 2025-02-01 00:00:00.000 - <b>ann</b>"
                        + " 1 replaced 2025-01-01 00:00:00.000 - <b>ann</b>");
        assertThat(text(browser.get("/programs/spring?version=3").body()))
                .contains("Version 3: next.", "What version 3 says", "version: 3");
        assertThat(text(browser.get("/programs/spring?version=x").body())).contains("Version 2: in force.");
    }

    @Test
    void whatADryRunFoundIsShownWithItsDateAndWhatItRestsOn() throws Exception {
        Path dryRuns = folder.resolve("dry-runs");
        assertThat(browser.get("/programs/spring").body()).contains("program dry-run FILE --events DIR --save");

        new SavedDryRun(
                        "spring",
                        2,
                        "2025-05-31T12:00:00Z",
                        List.of(
                                "Dry run of spring@2 on export: 7 events from 2025-01-01T00:00:00Z to 2025-05-01T00:00:00Z."),
                        List.of(
                                new SavedDryRun.Section(
                                        "Asks",
                                        List.of(
                                                new SavedDryRun.Column("ask", false),
                                                new SavedDryRun.Column("people", true)),
                                        List.of(List.of("<i>happy</i>", "12"))),
                                new SavedDryRun.Section("Cost by month", List.of(), List.of())))
                .write(dryRuns);
        Files.writeString(dryRuns.resolve("spring@3.json"), "[]");
        Files.writeString(dryRuns.resolve("springtime@1.json"), "[]");
        String page = browser.get("/programs/spring").body();

        assertThat(text(page))
                .contains(
                        "Version 2, run 2025-05-31T12:00:00Z Dry run of spring@2 on export: 7 events from 2025-01-01T00:00:00Z")
                .contains("Asks ask people <i>happy</i> 12 Cost by month None.")
                .contains("spring@3.json holds no dry run that this release can read.")
                .doesNotContain("springtime");
        assertThat(page).doesNotContain("<i>happy");
    }

    @Test
    void whateverAFileHoldsIsText() throws Exception {
        String list = browser.get("/programs").body();
        String page = browser.get("/programs/spring").body();
        String strange =
                browser.get("/programs/%3Cscript%3Ealert(2)%3C%2Fscript%3E").body();

        assertThat(list).doesNotContain("<script>alert");
        assertThat(page).contains("&lt;script").doesNotContain("<script>alert", "<img src=x", "<b>ann", "style=\"");
        assertThat(strange)
                .contains(
                        "This release cannot read the version's file any more",
                        "no program at all",
                        "No reward has been earned.",
                        "Nobody has reached a milestone of an ask.")
                .doesNotContain("<script>alert");
    }

    @Test
    void aProgramThatThereIsNotIsNotFound() throws Exception {
        assertThat(browser.get("/programs/it's").statusCode()).isEqualTo(404);
        assertThat(browser.get("/programs/..%2F..%2Faccounts").statusCode()).isBetween(400, 404);
    }
}
