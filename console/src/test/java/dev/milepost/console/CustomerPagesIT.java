package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.settings.Settings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerPagesIT {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static Console console;
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        warehouse = TestWarehouse.open();
        fill();
        new LocalAccounts(folder.resolve("accounts.json")).put("ann", EnumSet.of(Role.ANALYST), PASSWORD);
        console = Console.start(Settings.defaults(), warehouse.reads(), folder, Clock.systemUTC());
        browser = new TestBrowser(console);
        browser.signIn("ann", PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        warehouse.close();
    }

    /** Bob was referred by Ana; her reward for him is held, and an earlier one was paid in yen, which has no minor unit. */
    private static void fill() {
        warehouse.execute(
                """
                INSERT INTO milepost_store.customers (user_id, acquired_time, source, program_id, advocate_id, revision) VALUES
                ('ana', '2025-11-01', 'email', '', '', 1), ('bob', '2026-01-10', 'referral', 'friends', 'ana', 1),
                ('<script>alert(1)</script>', '2026-01-10', 'email', '', '', 1)
                """,
                "INSERT INTO milepost_store.identities (anonymous_id, user_id, event_time, event_id, revision)"
                        + " VALUES ('browser-1', 'bob', '2026-01-10', 's', 1)",
                """
                INSERT INTO milepost_store.bindings
                (referee_id, referral_id, advocate_id, code, program_id, status, refusal, bound_time, revision) VALUES
                ('bob', 'f1', 'ana', 'ANA1', 'friends', 'bound', '', '2026-01-10', 1)
                """,
                """
                INSERT INTO milepost_store.rewards (program_id, beneficiary_id, reward_id, side, kind, state, reason, amount_minor,
                owed_minor, currency, earned_at, hold_until, updated_at, revision) VALUES
                ('friends', 'ana', 'r1', 'advocate', 'cash', 'HELD', 'review', 123450, 123450, 'EUR', '2026-01-15', '2026-02-14', '2026-01-15', 1),
                ('tokyo', 'ana', 'r2', 'advocate', 'cash', 'PAID', '', 5000, 5000, 'JPY', '2025-12-15', '2025-12-16', '2025-12-20', 1)
                """,
                """
                INSERT INTO milepost_store.ledger (program_id, beneficiary_id, reward_id, entry_id, step, side, kind, amount_minor, currency,
                effective_at, known_at, sequence, revision) VALUES
                ('friends', 'ana', 'r1', 'x', 'EARNED', 'advocate', 'cash', 123450, 'EUR', '2026-01-15', '2026-01-15', 1, 1),
                ('friends', 'ana', 'r1', 'a', 'HELD', 'advocate', 'cash', 0, 'EUR', '2026-01-15', '2026-01-15', 2, 1),
                ('friends', 'ana', 'r3', 'b', 'EARNED', 'advocate', 'cash', 700, 'EUR', '2026-01-15', '2026-01-15', 1, 1),
                ('friends', 'ana', 'r3', 'y', 'HELD', 'advocate', 'cash', 0, 'EUR', '2026-01-15', '2026-01-15', 2, 1)
                """,
                """
                INSERT INTO milepost_store.conversions (user_id, conversion_id, kind, order_id, conversion_time, revision) VALUES
                ('bob', 'c1', 'order', 'order-7', '2026-01-20', 1)
                """);
    }

    @ParameterizedTest
    @CsvSource({"ana, ana", "browser-1, bob", "ANA1, ana", "order-7, bob", "f1, bob"})
    void aCustomerIsFoundByWhateverIdSomebodyHas(String word, String user) throws Exception {
        HttpResponse<String> found = browser.get("/customers?q=" + word);

        assertThat(found.statusCode()).isEqualTo(303);
        assertThat(found.headers().firstValue("Location")).hasValue("/customers/one?id=" + user);
    }

    @Test
    void whoIsNotKnownIsSaidSo() throws Exception {
        assertThat(browser.get("/customers?q=zoe").body()).contains("Nobody is known by that.", "value=\"zoe\"");
    }

    @Test
    void thePageSaysWhereEachRewardIs() throws Exception {
        String page = browser.get("/customers/one?id=ana").body();

        assertThat(page)
                .contains(
                        "1,234.50 EUR of friends is held until 2026-02-14 00:00:00.000, or until its referral is judged, because of review.")
                .contains("5,000 JPY of tokyo was paid at 2025-12-20 00:00:00.000.")
                .contains("Referred others", "bob");
        assertThat(page.indexOf("1,234.50 EUR")).isLessThan(page.indexOf("5,000 JPY"));
        // The latest first, also of one moment.
        assertThat(page.substring(page.indexOf("<h2>Ledger"), page.indexOf("<h2>Referred by")))
                .containsSubsequence(">HELD<", ">EARNED<", ">HELD<", ">EARNED<");
    }

    @Test
    void aPageWithoutRowsSaysWhatThatMeans() throws Exception {
        assertThat(browser.get("/customers/one?id=bob").body())
                .contains("No reward of theirs is known.", "Nothing is booked.", "None is reached.", "browser-1");
    }

    @Test
    void ofWhomNothingIsKnownThatIsSaidOnce() throws Exception {
        String page = browser.get("/customers/one?id=nobody").body();

        assertThat(page)
                .contains("Nothing is known of nobody.", "value=\"nobody\"")
                .doesNotContain("Nothing is booked.", "No reward of theirs is known.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'%20OR%201=1%20--", "%5C'%20OR%201=1", "a%09b", "%25s", "%7Buser:String%7D"})
    void whatSomebodyTypesIsAValueAndNeverSql(String word) throws Exception {
        assertThat(browser.get("/customers?q=" + word).body()).contains("Nobody is known by that.");
        assertThat(browser.get("/customers/one?id=" + word).statusCode()).isEqualTo(200);
    }

    @Test
    void anIdIsShownAsText() throws Exception {
        HttpResponse<String> found = browser.get("/customers?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        String page = browser.get(found.headers().firstValue("Location").orElseThrow())
                .body();

        assertThat(page).contains("&lt;script").doesNotContain("<script>alert");
    }

    @Test
    void readsCannotChangeAnything() {
        assertThatThrownBy(() -> warehouse.reads().rows("TRUNCATE TABLE milepost_store.customers", Map.of()))
                .isInstanceOf(ClickHouseFailure.class);
        assertThatThrownBy(() -> warehouse.reads().rows("SELECT 1 SETTINGS readonly = 0", Map.of()))
                .isInstanceOf(ClickHouseFailure.class);
    }
}
