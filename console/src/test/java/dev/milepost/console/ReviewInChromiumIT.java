package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.milepost.browser.TestChromium;
import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.schemas.event.Review;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Review in a real browser, without a mouse. */
@ExtendWith(SharedReviewWorld.class)
class ReviewInChromiumIT {

    private static TestChromium chromium;

    private final ReviewWorld world = SharedReviewWorld.world();
    private final ReviewPipeline pipeline = SharedReviewWorld.pipeline();

    @BeforeAll
    static void start() throws Exception {
        chromium = TestChromium.open();
    }

    @AfterAll
    static void stop() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
    }

    private TestChromium.Window window(int width, ColorScheme scheme) {
        TestChromium.Window window = chromium.window(world.console().address(), width, 900, scheme);
        window.signIn("rita", ReviewWorld.PASSWORD);
        return window;
    }

    private static String focused(TestChromium.Window window) {
        return (String) window.page().evaluate("() => document.activeElement.textContent");
    }

    /** Presses a key, and waits until the console took it to the stream. */
    private Review sent(TestChromium.Window window, String key) {
        window.page()
                .waitForResponse(
                        response -> response.request().method().equals("POST"),
                        () -> window.page().keyboard().press(key));
        List<Review> sent = world.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    @Test
    void aCaseIsFoundOpenedAndDecidedByKeysAlone() throws Exception {
        String first = pipeline.alert("keys", "ann", "a/p", 9_000, null, Duration.ofHours(3));
        String second = pipeline.alert("keys", "bea", "b/p", 8_000, null, Duration.ofHours(3));
        try (TestChromium.Window window = window(1_280, ColorScheme.LIGHT)) {
            Page page = window.page();
            window.open("/review?program=keys");
            page.keyboard().press("j");
            assertThat(focused(window)).isEqualTo(first);
            page.keyboard().press("j");
            assertThat(focused(window)).isEqualTo(second);
            page.keyboard().press("k");
            assertThat(focused(window)).isEqualTo(first);

            Review claimed = sent(window, "c");
            assertThat(claimed.getCaseId()).isEqualTo(first);
            page.waitForSelector("#outcome :text('Sent')");
            pipeline.review(claimed);
            page.waitForSelector("#outcome :text('Claimed for 15 minutes.')");
            page.waitForSelector("#queue :text('claimed by rita')");
            assertThat(focused(window)).isEqualTo(first);
            window.checkAccess();

            page.keyboard().press("Enter");
            page.waitForURL("**/review/cases/" + first);
            // Leaves empty styles behind, where it hides the caret: nothing may copy them into what is loaded next.
            window.screenshot("review-case-keys");
            page.keyboard().press("r");
            page.keyboard().type("farm");
            page.keyboard().press("Tab");
            page.keyboard().type("devices");
            Review rejected = sent(window, "Enter");
            assertThat(rejected.getAction().name()).isEqualTo("REJECT");
            assertThat(rejected.getTypology()).isEqualTo("farm");
            assertThat(rejected.getExpectedVersion()).isEqualTo(2);
            pipeline.review(rejected);
            page.waitForSelector("#outcome :text('Decided: 0 approved, 1 rejected.')");
            page.waitForSelector("#undo");
            assertThat(page.locator("#reason, #typology").count())
                    .as("nothing is left to reject")
                    .isZero();
            page.evaluate("() => document.activeElement.blur()");
            page.keyboard().press("u");
            assertThat(focused(window)).isEqualTo("Undo my decision");
            Review undone = sent(window, "Enter");
            assertThat(undone.getAction().name()).isEqualTo("APPROVE");
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void aConflictIsSaidAndTheCaseIsLoadedAgain() throws Exception {
        String id = pipeline.alert("spring", "cat", "c/p", 1_000);
        try (TestChromium.Window window = window(1_280, ColorScheme.LIGHT)) {
            window.open("/review/cases/" + id);
            pipeline.review(id, ReviewAction.ESCALATE, "otto");
            Review stale = sent(window, "a");
            pipeline.review(stale);

            window.page().waitForSelector("#outcome :text('The case has changed since you opened it.')");
            window.page().waitForSelector("#case :text('escalated')");
            assertThat(sent(window, "a").getExpectedVersion()).isEqualTo(2);
        }
    }

    @Test
    void theKeysAreShownAndCanBeTurnedOff() throws Exception {
        String id = pipeline.alert("spring", "dot", "d/p", 1_000);
        try (TestChromium.Window window = window(360, ColorScheme.DARK)) {
            Page page = window.page();
            window.open("/review/cases/" + id);
            page.keyboard().press("?");
            page.waitForSelector("dialog[open] :text('escalates the case')");
            window.checkAccess();
            page.uncheck("#keys-on");
            page.keyboard().press("Escape");
            page.keyboard().press("q");
            page.keyboard().press("?");
            page.waitForSelector("dialog[open]");
            assertThat(page.url()).endsWith(id);
            page.check("#keys-on");
            page.keyboard().press("Escape");
            page.keyboard().press("q");
            page.waitForURL("**/review");
        }
    }

    @Test
    void aCaseFitsASmallWindowAndKeepsNobodyOut() throws Exception {
        String id = pipeline.alert("spring", "eve", "e/p", 1_000);
        pipeline.verdict("e/p", "eve", "eli", "['SELF_DEVICE']");
        for (int width : new int[] {360, 1_280}) {
            try (TestChromium.Window window = window(width, width == 360 ? ColorScheme.DARK : ColorScheme.LIGHT)) {
                window.open("/review/cases/" + id);
                window.screenshot("review-case");
                window.checkAccess();
                window.checkWidth();
                assertThat(window.complaints()).isEmpty();
            }
        }
    }
}
