package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.review.CaseView;
import dev.milepost.fraud.model.review.ReviewAction;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every refusal that a page can run into, as the pipeline's own book of cases refuses it. */
@ExtendWith(SharedReviewWorld.class)
class ReviewRefusalsIT {

    private static final Pattern POLL = Pattern.compile("hx-get=\"(/review/sent/[^\"]*)\"");
    private static final Pattern SENT = Pattern.compile("/review/sent/[^\"?]*");

    private final ReviewWorld world = SharedReviewWorld.world();
    private final ReviewPipeline pipeline = SharedReviewWorld.pipeline();

    @BeforeEach
    void look() throws Exception {
        world.browser().get("/review");
    }

    /** Does that to the case, lets the pipeline answer, and returns the part of the page that says so. */
    private String outcome(String caseId, String action, long version, Map<String, String> more) throws Exception {
        Map<String, List<String>> fields =
                new java.util.HashMap<>(Map.of("action", List.of(action), "version", List.of(Long.toString(version))));
        more.forEach((name, value) -> fields.put(name, List.of(value)));
        HttpResponse<String> answer = world.browser().post("/review/cases/" + caseId, fields, true);
        Matcher poll = POLL.matcher(answer.body());
        assertThat(poll.find()).as(answer.body()).isTrue();
        assertThat(answer.body()).contains("<strong>Sent</strong>");
        assertThat(world.browser().part(poll.group(1).replace("&amp;", "&")).statusCode())
                .as("nothing is known yet")
                .isEqualTo(204);
        pipeline.read();
        Matcher sent = SENT.matcher(poll.group(1));
        assertThat(sent.find()).isTrue();
        return world.browser().part(sent.group()).body();
    }

    private String outcome(String caseId, String action) throws Exception {
        return outcome(caseId, action, pipeline.view(caseId).version(), Map.of());
    }

    private static void assertRefused(String part, String words, String sentence) {
        assertThat(part).contains("<strong>Refused</strong>", words, sentence).doesNotContain("hx-trigger");
    }

    @Test
    void aStaleVersionIsAConflictInWords() throws Exception {
        String id = pipeline.alert("spring", "stale", "s1/p", 1_000);
        pipeline.alert("spring", "stale", "s2/p", 1_000);

        assertRefused(
                outcome(id, "approve", 1, Map.of()),
                "The case has changed since you opened it. Look at it again.",
                "the review is of version 1, the case is at version 2: look at it again");
    }

    @Test
    void whatSomebodyElseHasClaimedIsTheirs() throws Exception {
        String id = pipeline.alert("spring", "claimed", "c1/p", 1_000);
        pipeline.review(id, ReviewAction.CLAIM, "otto");

        assertRefused(
                outcome(id, "approve"),
                "Somebody else has claimed the case.",
                "the case is claimed by otto until 2026-03-10T12:15:00.001Z");
    }

    @Test
    void nobodyDecidesAboutTheirOwnCase() throws Exception {
        String advocate = pipeline.alert("spring", "rita", "o1/p", 1_000);
        String referee = pipeline.alert("spring", "other", "rita/p", 1_000);

        assertRefused(outcome(advocate, "approve"), "somebody else has to decide", "the reviewer is an advocate");
        assertRefused(outcome(referee, "claim"), "somebody else has to decide", "or one of those referred");
    }

    @Test
    void aLargeSumNeedsASecondPerson() throws Exception {
        String id = pipeline.alert("spring", "large", "l1/p", 60_000);

        assertThat(outcome(id, "approve")).contains("<strong>Waiting for a second person</strong>");
        assertThat(world.browser().get("/review/cases/" + id).body())
                .contains("rita decided first: approve l1/p.", "You decided so: another reviewer has to confirm it.")
                .doesNotContain("id=\"act-confirm\"");
        assertRefused(outcome(id, "approve"), "a second person has to confirm", "rita has decided so");
    }

    @Test
    void theSecondPersonConfirmsJustTheSame() throws Exception {
        String id = pipeline.alert("spring", "second", "q1/p", 60_000);
        pipeline.review(id, ReviewAction.REJECT, "otto");
        String page = world.browser().get("/review/cases/" + id).body();

        assertThat(page)
                .contains(
                        "otto decided first: reject as ring q1/p.",
                        "id=\"act-confirm\" name=\"action\" value=\"reject\"");
        String part = outcome(
                id,
                "reject",
                pipeline.view(id).version(),
                Map.of("referral", "q1/p", "typology", "ring", "reason", "seen"));
        assertThat(part)
                .contains(
                        "<strong>Done</strong>",
                        "Decided: 0 approved, 1 rejected. It confirms what otto decided first.");
    }

    @Test
    void whatIsMergedIsReviewedElsewhere() throws Exception {
        String first = pipeline.alert("spring", "m1", "m1/p", 1_000, "ring-1", Duration.ofHours(3));
        String id = pipeline.told(pipeline.hear("spring", "m2", "m2/p", 1_000, null, Duration.ofHours(2)));
        pipeline.alert("spring", "m2", "m3/p", 1_000, "ring-1", Duration.ofHours(1));

        assertRefused(
                outcome(id, "approve"), "The case has become part of another", "the case is part of case " + first);
    }

    @Test
    void whatIsDoneAlreadyIsNotDoneAgain() throws Exception {
        String id = pipeline.alert("spring", "again", "a1/p", 1_000);

        assertRefused(outcome(id, "release_claim"), "Nobody has claimed the case", "nobody has claimed the case");
        assertThat(outcome(id, "claim")).contains("<strong>Done</strong>", "Claimed for 15 minutes.");
        assertThat(outcome(id, "release_claim")).contains("The claim is given up.");
        assertThat(outcome(id, "escalate")).contains("Escalated.");
        assertRefused(outcome(id, "escalate"), "The case is escalated already.", "escalated already");
        assertThat(outcome(id, "not_linked")).contains("Noted: 1 not linked with the others.");
        assertRefused(outcome(id, "not_linked"), "It is decided so already.", "they are not linked");
        assertThat(outcome(id, "approve")).contains("Decided: 1 approved, 0 rejected.");
        assertRefused(
                outcome(id, "claim"),
                "Nothing of the case is left to decide.",
                "all referrals of the case are decided");
        assertRefused(
                outcome(id, "approve", pipeline.view(id).version(), Map.of("referral", "a1/p")),
                "It is decided so already.",
                "nothing is left to change");
        assertRefused(outcome(id, "escalate"), "Nothing of the case is left to decide.", "the case waits for nobody");
    }

    @Test
    void aPartOfAllIsAllOfIt() throws Exception {
        String id = pipeline.alert("spring", "part", "t1/p", 1_000);

        assertRefused(
                outcome(id, "partial", 1, Map.of("referral", "t1/p", "typology", "ring", "reason", "seen")),
                "That is all that is undecided: reject it instead.",
                "PARTIAL names");
        assertRefused(
                outcome(id, "approve", 1, Map.of("referral", "t2/p")),
                "One of the referrals is not of this case.",
                "the case has no referral t2/p");
    }

    @Test
    void whatNobodyDecidedInTimeIsOver() throws Exception {
        String id = pipeline.alert("voids", "late", "w1/p", 1_000, null, Duration.ofDays(8));
        pipeline.advance(ReviewWorld.NOW.toEpochMilli());

        assertRefused(
                outcome(id, "approve", pipeline.view(id).version(), Map.of("referral", "w1/p")),
                "Nobody decided in time",
                "no approval brings them back");
    }

    @Test
    void whatTheWarehouseHasNotHeardOfYetIsRefusedByThePipeline() throws Exception {
        String unheard = pipeline.alert("spring", "early", "e1/p", 1_000);
        world.put(pipeline.view(unheard));
        pipeline.hear("spring", "early", "e2/p", 1_000, null, Duration.ofHours(-1));

        assertRefused(
                outcome(unheard, "approve", 2, Map.of()),
                "Something happened to the case after the time of your decision.",
                "a review is of the time when it is made");
    }

    @Test
    void aCaseThatThePipelineHasForgottenIsSaidSo() throws Exception {
        CaseView gone = ReviewWorld.aCase(
                "00f0", "spring", dev.milepost.fraud.model.review.CaseStatus.OPEN, 0, false, 1, 1, null);
        world.put(gone);
        String id = pipeline.alert("spring", "moved", "z1/p", 1_000);
        CaseView moved = pipeline.view(id);
        world.put(new CaseView(
                id,
                "spring",
                "somebody",
                null,
                moved.status(),
                moved.version(),
                moved.openedMillis(),
                null,
                0,
                false,
                1,
                1,
                1,
                1,
                moved.slaMillis(),
                moved.dueMillis(),
                null,
                null,
                1,
                "",
                moved.alerts()));

        assertRefused(outcome("00f0", "claim", 3, Map.of()), "There is no such case any more.", "never was");
        assertRefused(
                outcome(id, "claim"),
                "The case is of another program or advocate.",
                "the review of spring and somebody");
    }

    @Test
    void whatIsMissingIsSaidBeforeItIsSent() throws Exception {
        String id = pipeline.alert("spring", "words", "u1/p", 1_000);
        Map<String, List<String>> fields =
                new java.util.HashMap<>(Map.of("action", List.of("reject"), "version", List.of("1")));
        String kind = world.browser().post("/review/cases/" + id, fields, true).body();
        fields.put("typology", List.of("ring"));
        String reason =
                world.browser().post("/review/cases/" + id, fields, true).body();
        fields.put("action", List.of("appeal"));
        String appeal =
                world.browser().post("/review/cases/" + id, fields, true).body();

        assertThat(kind).contains("role=\"alert\"", "Say what kind of fraud it is.");
        assertThat(reason).contains("Say why you reject it.");
        assertThat(appeal).contains("That is nothing that can be done here.");
        assertThat(world.sent()).isEmpty();
    }
}
