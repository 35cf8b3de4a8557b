package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.milepost.browser.TestChromium;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo as an analyst, a growth manager and two reviewers see it in a real browser: figures of what flows meanwhile, and a case
 * that Milepost opened by itself, from the decision by Kafka and Flink to the reward's new state on the page.
 *
 * <p>Whoever looks at what takes longest to come about comes last: it does so while the others look.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoInChromiumIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final double READING_MILLIS = 3_000;

    /** From the key that decides to the frame that shows the ledger's steps: whoever drives a browser looks but twice a second. */
    private static final String STOPWATCH = """
            () => {
                const stopwatch = (window.stopwatch = {});
                document.addEventListener("keydown", (event) => {
                    if (event.key === "Enter") {
                        stopwatch.start ??= event.timeStamp;
                    }
                }, true);
                const observer = new MutationObserver(() => {
                    if (document.getElementById("outcome").textContent.includes("Steps of the ledger that it caused")) {
                        observer.disconnect();
                        requestAnimationFrame((time) => { stopwatch.millis = Math.round(time - stopwatch.start); });
                    }
                });
                observer.observe(document.body, { childList: true, subtree: true });
            }
            """;

    private static final int ATTEMPTS = 10;
    private static final Pattern CONSOLE = Pattern.compile("Console +(http://\\S+) .* each with the password (\\S+)");

    /** Cases about money that is held, and that a reviewer's word moves. */
    private static final String HELD = "/review?program=ten-for-both";

    /** Of which a referral's reward waits for nothing but a review, and has so long that no refund or chargeback of its order comes any more. */
    private static final String WITH_HELD_MONEY = """
            SELECT case_id FROM fraud_cases
            WHERE status = 'OPEN' AND program_id = 'ten-for-both' AND hasAny(
                arrayMap(alert -> JSONExtractString(alert, 'referral'), alerts),
                (
                    SELECT groupUniqArrayArray(referral_ids) FROM rewards
                    WHERE program_id = 'ten-for-both' AND state = 'HELD' AND reason = 'review' AND hold_until < now() - INTERVAL 15 SECOND
                ))
            ORDER BY opened_at DESC LIMIT 1
            """;

    @TempDir
    private static Path folder;

    private static Shell demo;
    private static Shell other;
    private static CompletableFuture<Integer> running;
    private static TestChromium chromium;
    private static String console;
    private static String password;

    @BeforeAll
    static void start() throws Exception {
        chromium = TestChromium.open();
        demo = new Shell(folder);
        other = new Shell(folder);
        running = CompletableFuture.supplyAsync(
                () -> demo.run("demo", "--cases", "--for", "30m", "--rate", "200", "--set", "console.port=0"));
        Matcher told = until(() -> {
            Matcher found = CONSOLE.matcher(demo.out());
            return found.find() ? found : null;
        });
        console = told.group(1);
        password = told.group(2);
    }

    @AfterAll
    static void stop() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
        if (running != null) {
            demo.stop();
            assertThat(running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(DemoInChromiumIT::said)
                    .isZero();
        }
    }

    @Test
    @Order(1)
    void anAnalystSeesTheFunnelAndTheCohorts() throws Exception {
        try (TestChromium.Window window = window("ana")) {
            until(() -> asked("SELECT count() FROM funnel_stages").equals("0") ? null : true);
            dashboard(window, "milepost-conversion");
            Locator funnel = window.page().locator(".chart[aria-label^='The funnel so far']");
            assertThat(Integer.parseInt(funnel.getAttribute("data-marks"))).isPositive();
            until(() -> asked("SELECT count() FROM cohort_retention WHERE complete AND period > 0")
                            .equals("0")
                    ? null
                    : true);
            dashboard(window, "milepost-cohorts");
            Locator heatmap = window.page().locator(".chart[aria-label^='Retention by cohort']");
            assertThat(Integer.parseInt(heatmap.getAttribute("data-marks"))).isGreaterThan(10);
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static void dashboard(TestChromium.Window window, String uid) {
        window.open("/dashboards/" + uid);
        window.drawPanels();
        window.screenshot("demo-" + uid);
        assertThat(window.wronglyDrawn()).isEmpty();
    }

    @Test
    @Order(3)
    void aGrowthManagerSeesWhatTheAskBrings() throws Exception {
        try (TestChromium.Window window = window("gro")) {
            Page page = window.page();
            until(() -> asked("SELECT count() FROM experiment_results").equals("0") ? null : true);
            window.open("/experiments");
            window.screenshot("demo-experiments");
            page.click(":text('up-and-running-timing')");
            // Not before a few people of each arm have had their time.
            until(() -> {
                page.reload();
                window.drawPanels();
                return page.locator(".chart").count() > 0 ? true : null;
            });
            window.screenshot("demo-experiment");
            assertThat(window.wronglyDrawn()).isEmpty();
            assertThat(page.locator(".chart").first().getAttribute("data-marks"))
                    .isNotEqualTo("0");
            window.open("/programs/up-and-running");
            window.screenshot("demo-program");
            assertThat(page.textContent("main")).contains("up-and-running");
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void aDecisionMovesTheRewardAndOfTwoReviewersOneIsTold() throws Exception {
        try (TestChromium.Window rev = window("rev");
                TestChromium.Window second = window("second")) {
            rejects(rev);
            race(rev, second);
            assertThat(rev.complaints()).isEmpty();
            assertThat(second.complaints()).isEmpty();
        }
    }

    /** Its checkpoints are of changes, and its archive's files are merged twice a second. */
    @Test
    @Order(4)
    void aRebuildBesideItTakesOverWhatItShows() throws Exception {
        Path data = folder.resolve("demo");
        assertThat(other.run(
                        "backfill",
                        "--events",
                        data.resolve("archive").toString(),
                        "--warehouse",
                        data.resolve("warehouse").toString(),
                        "--set",
                        "ingest.lateness=" + DemoPast.REACH.toDays() + "d",
                        "--set",
                        "experiments.least_units=10"))
                .as(() -> other.err() + said())
                .isZero();
        assertThat(asked("SELECT DISTINCT intDiv(revision, 1099511627776) FROM events"))
                .isEqualTo("2");
        String then = asked("SELECT max(event_time) FROM events");
        until(() -> asked("SELECT max(event_time) FROM events").equals(then) ? null : true);
    }

    private static TestChromium.Window window(String reviewer) {
        TestChromium.Window window = chromium.window(console, 1_280, 900, ColorScheme.LIGHT);
        window.signIn(reviewer, password);
        return window;
    }

    /** A reviewer finds a case, rejects it by keys alone, and sees the reward void; the advocate's page says so too. */
    private static void rejects(TestChromium.Window window) throws Exception {
        Page page = window.page();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String id = open(window);
            window.screenshot("demo-review-case");
            // People read first; drawing the page, and its picture, would take the processors from what is measured.
            page.waitForTimeout(READING_MILLIS);
            page.keyboard().press("r");
            page.keyboard().type("self_referral");
            page.keyboard().press("Tab");
            page.keyboard().type("one_person");
            page.evaluate(STOPWATCH);
            page.keyboard().press("Enter");
            if (!isTaken(page)) {
                continue;
            }
            // Nothing but the page asks meanwhile: whoever else did would take the processors from what is measured.
            Object millis =
                    page.waitForFunction("() => window.stopwatch.millis").jsonValue();
            System.out.printf("demo: decision to ledger, on the page, %s ms%n", millis);
            assertThat(isMoved(id, "VOIDED")).isTrue();
            assertThat(page.textContent("#outcome")).contains("Decided: 0 approved,", "was voided", "VOIDED");
            window.screenshot("demo-review-decided");

            page.click("#case a[href^='/customers/one']");
            page.waitForSelector(":text('VOIDED')");
            window.screenshot("demo-review-customer");
            return;
        }
        throw new AssertionError("each time the case had changed meanwhile");
    }

    /** Both approve the same version of the same case at once: one is taken, the other is told that the case has changed. */
    private static void race(TestChromium.Window one, TestChromium.Window two) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String id = open(one);
            two.open("/review/cases/" + id);
            List<String> versions = List.of(version(one), version(two));
            one.page().keyboard().press("a");
            two.page().keyboard().press("a");
            boolean oneWins = isTaken(one.page());
            boolean twoWins = isTaken(two.page());
            assertThat(oneWins && twoWins).as("both decided case " + id).isFalse();
            if (!versions.get(0).equals(versions.get(1)) || (!oneWins && !twoWins)) {
                continue;
            }
            TestChromium.Window winner = oneWins ? one : two;
            TestChromium.Window loser = oneWins ? two : one;
            assertThat(loser.page().textContent("#outcome"))
                    .contains("Refused", "The case has changed since you opened it.");
            loser.screenshot("demo-review-told");
            winner.page().waitForSelector("#outcome :text('Steps of the ledger that it caused')");
            assertThat(winner.page().textContent("#outcome")).contains(" approved, 0 rejected.", "RELEASED");
            assertThat(isMoved(id, "RELEASED")).isTrue();
            return;
        }
        throw new AssertionError("each time the case had changed meanwhile");
    }

    /** Opens the latest case about a reward that waits for nothing but a review. */
    private static String open(TestChromium.Window window) throws Exception {
        return until(() -> {
            String id = asked(WITH_HELD_MONEY);
            if (id.isEmpty()) {
                return null;
            }
            window.open(HELD);
            Locator link = window.page().locator("#queue a[href='/review/cases/" + id + "']");
            if (link.count() == 0) {
                return null;
            }
            link.click();
            window.page().waitForURL("**/review/cases/" + id);
            return id;
        });
    }

    private static String version(TestChromium.Window window) {
        return window.page().inputValue("#decide input[name=version]");
    }

    /** Whether the pipeline took what was sent; else it refused it. */
    private static boolean isTaken(Page page) {
        page.waitForSelector("#outcome :text-matches('^(Done|Refused)$')");
        return page.textContent("#outcome").contains("Done");
    }

    private static boolean isMoved(String caseId, String step) {
        return !asked("SELECT count() FROM ledger WHERE step = '" + step
                        + "' AND splitByChar('#', cause_event_id)[1] IN (SELECT cause_id FROM fraud_case_events WHERE case_id = '"
                        + caseId + "')")
                .equals("0");
    }

    private static String asked(String sql) {
        return LiveStack.ask(other, sql).strip();
    }

    /** What is found at last, while the demo runs. */
    private static <T> T until(Callable<T> look) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        long began = System.nanoTime();
        T found = look.call();
        while (found == null) {
            assertThat(running).as(() -> "the demo runs: " + said()).isNotDone();
            assertThat(Instant.now()).as(DemoInChromiumIT::said).isBefore(end);
            Rest.after(began);
            began = System.nanoTime();
            found = look.call();
        }
        return found;
    }

    private static String said() {
        return demo.out() + demo.err();
    }
}
