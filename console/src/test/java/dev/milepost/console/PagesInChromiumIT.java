package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.milepost.browser.TestChromium;
import dev.milepost.fraud.model.review.CaseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages without a test of their own in a real browser: in a wide and in a small window, with ids as long as hashes are. */
@ExtendWith(SharedReviewWorld.class)
class PagesInChromiumIT {

    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String OTHER = new StringBuilder(HASH).reverse().toString();
    private static final String PROGRAM = "hashes";

    /** What the first page may weigh on the way to the browser. */
    private static final int MOST_BYTES = 300_000;

    private static TestChromium chromium;
    private static String caseId;
    private static String sent;

    /**
     * A page, and who looks at it.
     *
     * @param name of its picture
     * @param account empty: nobody is signed in
     * @param status that it is answered with
     */
    private record Visit(String name, String account, String path, int status) {

        Visit(String name, String account, String path) {
            this(name, account, path, 200);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        chromium = TestChromium.open();
        ReviewWorld world = SharedReviewWorld.world();
        ReviewPipeline pipeline = SharedReviewWorld.pipeline();
        caseId = pipeline.alert("spring", HASH, OTHER, 1_000);
        pipeline.verdict(OTHER, HASH, "of-" + HASH, "['SELF_DEVICE']");
        pipeline.blocked(PROGRAM, OTHER, HASH);
        world.put(ReviewWorld.aCase(
                HASH, PROGRAM, CaseStatus.OPEN, ReviewWorld.NOW.toEpochMilli(), true, 900_000, 1_000, "rita"));
        world.put(ReviewWorld.aCase(
                OTHER, PROGRAM, CaseStatus.DECIDED, ReviewWorld.NOW.toEpochMilli(), false, 900_000, 1_000, null));
        world.execute("""
                INSERT INTO milepost_store.rewards (program_id, beneficiary_id, reward_id, side, kind, state, reason, amount_minor,
                owed_minor, currency, earned_at, hold_until, updated_at, revision) VALUES
                ('%2$s', '%1$s', '%1$s', 'advocate', 'cash', 'HELD', '%1$s', 123450, 123450, 'EUR', '2026-01-15', '2026-02-14', '2026-01-15', 1)
                """.formatted(HASH, PROGRAM));
        world.browser().get("/review");
        sent = world.browser()
                .post("/review/cases/" + HASH, Map.of("action", List.of("approve"), "version", List.of("3")), false)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        world.sent();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    static Stream<Arguments> windows() {
        return Stream.of(
                        new Visit("sign-in", "", "/sign-in"),
                        new Visit("dashboards", "rita", "/dashboards"),
                        new Visit("customers", "rita", "/customers"),
                        new Visit("customers-unknown", "rita", "/customers?q=un" + HASH),
                        new Visit("customer", "rita", "/customers/one?id=" + HASH),
                        new Visit("audit", "ada", "/audit"),
                        new Visit("review", "rita", "/review?program=" + PROGRAM),
                        new Visit("review-blocked", "rita", "/review?list=blocked&program=" + PROGRAM),
                        new Visit("review-closed", "rita", "/review?list=closed&program=" + PROGRAM),
                        new Visit("review-case-long", "rita", "/review/cases/" + caseId),
                        new Visit("review-sent", "rita", sent),
                        new Visit("failure-400", "rita", "/dashboards/milepost-fraud?from=" + HASH, 400),
                        new Visit("failure-403", "rita", "/audit", 403),
                        new Visit("failure-404", "rita", "/nowhere/" + HASH, 404),
                        new Visit("failure-404-signed-out", "", "/nowhere", 404))
                .flatMap(visit -> Stream.of(
                        Arguments.of(visit, 1_280, ColorScheme.LIGHT), Arguments.of(visit, 360, ColorScheme.DARK)));
    }

    private static TestChromium.Window window(int width, ColorScheme scheme, String account) {
        TestChromium.Window window =
                chromium.window(SharedReviewWorld.world().console().address(), width, 900, scheme);
        if (!account.isEmpty()) {
            window.signIn(account, ReviewWorld.PASSWORD);
        }
        return window;
    }

    @ParameterizedTest
    @MethodSource("windows")
    void aPageFitsItsWindowAndKeepsNobodyOut(Visit visit, int width, ColorScheme scheme) throws Exception {
        try (TestChromium.Window window = window(width, scheme, visit.account())) {
            window.open(visit.path());
            window.screenshot(visit.name());

            assertThat(window.page().url()).endsWith(visit.path());
            window.checkWidth();
            window.checkAccess();
            assertThat(window.complaints())
                    .hasSize(visit.status() == 200 ? 0 : 1)
                    .allMatch(complaint -> complaint.contains("status of " + visit.status()));
        }
    }

    /** What a reviewer goes by: at 360 pixels score and money, at 1280 every column. */
    @Test
    void theQueueShowsWhatACaseIsWorthWithoutScrolling() {
        for (int width : new int[] {360, 1_280}) {
            try (TestChromium.Window window = window(width, ColorScheme.LIGHT, "rita")) {
                window.open("/review?program=" + PROGRAM);

                assertThat((List<?>) window.page().evaluate("""
                                () => [...document.querySelectorAll('#queue td')]
                                  .filter((each) => innerWidth > 1000 || each.cellIndex <= 3)
                                  .filter((each) => each.getBoundingClientRect().right > each.closest('.scroll').getBoundingClientRect().right + 1)
                                  .map((each) => each.innerText)
                                """))
                        .as("at " + width)
                        .isEmpty();
                assertThat(window.page().locator("#queue td").count()).isPositive();
            }
        }
    }

    @Test
    void noColumnOfACaseIsCutOff() {
        try (TestChromium.Window window = window(1_280, ColorScheme.LIGHT, "rita")) {
            window.open("/review/cases/" + caseId);

            assertThat((List<?>) window.page().evaluate("""
                            () => [...document.querySelectorAll('#case .scroll')].filter((each) => each.scrollWidth > each.clientWidth)
                              .map((each) => each.getAttribute('aria-label'))
                            """)).isEmpty();
        }
    }

    /** Anew, as by somebody who was never there; what pages load later, such as the script of charts, they load when it is seen. */
    @Test
    void theFirstPageIsSmall() {
        try (TestChromium.Window window = window(1_280, ColorScheme.LIGHT, "rita")) {
            List<Request> asked = new ArrayList<>();
            // Whatever is routed is not taken from what the browser keeps.
            window.page().route("**", Route::resume);
            window.page().onRequestFinished(asked::add);
            window.open("/");
            window.page().waitForLoadState(LoadState.NETWORKIDLE);

            assertThat(window.page().url()).endsWith("/dashboards");
            int sum = 0;
            for (Request each : asked) {
                int bytes = each.sizes().responseBodySize;
                System.out.printf("%,d bytes of %s%n", bytes, each.url());
                sum += bytes;
            }
            System.out.printf("%,d bytes of the first page, in %d answers%n", sum, asked.size());
            assertThat(asked).hasSizeGreaterThanOrEqualTo(4);
            assertThat(sum).isBetween(5_000, MOST_BYTES);
        }
    }
}
