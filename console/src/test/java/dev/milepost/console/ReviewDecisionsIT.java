package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.schemas.event.Review;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a decision is sent, followed to the reward, and turned round. */
@ExtendWith(SharedReviewWorld.class)
class ReviewDecisionsIT {

    private static final Pattern SENT = Pattern.compile("/review/sent/[^\"?]*");
    private static final String MARKUP = "<script>alert(1)</script>";

    private final ReviewWorld world = SharedReviewWorld.world();
    private final ReviewPipeline pipeline = SharedReviewWorld.pipeline();

    private HttpResponse<String> act(String path, Map<String, List<String>> fields) throws Exception {
        world.browser().get("/review");
        return world.browser().post(path, fields, true);
    }

    private static String followed(HttpResponse<String> answer) throws Exception {
        Matcher sent = SENT.matcher(answer.body());
        assertThat(sent.find()).as(answer.body()).isTrue();
        return sent.group();
    }

    private Map<String, List<String>> fields(String action, String caseId) {
        return Map.of(
                "action",
                List.of(action),
                "version",
                List.of(Long.toString(pipeline.view(caseId).version())));
    }

    @Test
    void aDecisionIsFollowedToTheRewardsNewState() throws Exception {
        String id = pipeline.alert("spring", "paul", "pia/p", 1_000);
        pipeline.reward("w2", "pia/p", "HELD", "review", 1);
        HttpResponse<String> answer = act("/review/cases/" + id, fields("approve", id));
        String follow = followed(answer);
        String poll = follow + "?"
                + answer.body().split("\\?", 2)[1].split("\"", 2)[0].replace("&amp;", "&");

        assertThat(answer.body())
                .contains("<strong>Sent</strong>", "hx-trigger=\"every 250ms\"")
                .doesNotContain("Done");
        assertThat(world.browser().part(poll).statusCode()).isEqualTo(204);

        List<Review> sent = world.sent();
        pipeline.review(sent.get(0));
        String accepted = world.browser().part(poll).body();
        assertThat(accepted)
                .contains("<strong>Done</strong>", "Decided: 1 approved, 0 rejected.", "hx-trigger=\"every 250ms\"")
                .contains("20.00 USD of spring for ana is held until", "The ledger has no step of it yet.");

        pipeline.reward("w2", "pia/p", "RELEASED", "approved", 2);
        pipeline.step("w2", "RELEASED", sent.get(0).getEventId(), "2026-03-10 12:00:00");
        world.watermark(ReviewWorld.NOW.plusSeconds(1));
        String released = world.browser().part(poll).body();
        assertThat(released)
                .contains(
                        "20.00 USD of spring for ana was released at", "RELEASED", "Steps of the ledger that it caused")
                .doesNotContain("hx-trigger", "yet");
        world.watermark(ReviewWorld.NOW);
    }

    @Test
    void whatIsSentSaysWhatTheReviewerSaw() throws Exception {
        String id = pipeline.alert("spring", "kim", "kai/p", 1_000);
        pipeline.alert("spring", "kim", "ken/p", 2_000);
        act(
                "/review/cases/" + id,
                Map.of(
                        "action",
                        List.of("reject"),
                        "version",
                        List.of("2"),
                        "referral",
                        List.of("ken/p"),
                        "typology",
                        List.of("farm"),
                        "reason",
                        List.of("devices"),
                        "note",
                        List.of("“" + MARKUP)));
        Review review = world.sent().get(0);

        assertThat(review.getCaseId()).isEqualTo(id);
        assertThat(review.getProgramId()).isEqualTo("spring");
        assertThat(review.getAdvocateId()).isEqualTo("kim");
        assertThat(review.getExpectedVersion()).isEqualTo(2);
        assertThat(review.getReferralIds()).containsExactly("ken/p");
        assertThat(review.getReviewer()).isEqualTo("rita");
        assertThat(review.getTypology()).isEqualTo("farm");
        assertThat(review.getReason()).isEqualTo("devices");
        assertThat(review.getNote()).isEqualTo("“" + MARKUP);
        assertThat(review.getPropensity()).isEqualByComparingTo("1");
        assertThat(review.getEventTime()).isEqualTo(ReviewWorld.NOW);
        assertThat(world.audit())
                .contains("\"action\":\"review.reject\",\"target\":\"case " + id + " version 2 event "
                        + review.getEventId());
    }

    @Test
    void aReviewerTurnsTheirDecisionRoundUntilItIsPaid() throws Exception {
        String id = pipeline.alert("spring", "uma", "udo/p", 1_000);
        pipeline.reward("w3", "udo/p", "HELD", "review", 1);
        act("/review/cases/" + id, fields("approve", id));
        Review first = world.sent().get(0);
        pipeline.review(first);

        assertThat(world.browser().get("/review/cases/" + id).body())
                .contains("You decided last: 1 approved, 0 rejected.", "value=\"" + first.getEventId() + "\"");
        Map<String, List<String>> undo = new HashMap<>(Map.of(
                "version", List.of(Long.toString(pipeline.view(id).version())),
                "decision", List.of(first.getEventId())));
        assertThat(act("/review/cases/" + id + "/undo", undo).body()).contains("Say what kind of fraud it is.");
        undo.put("typology", List.of("farm"));
        undo.put("reason", List.of("mistaken"));
        String follow = followed(act("/review/cases/" + id + "/undo", undo));
        pipeline.read();
        assertThat(world.browser().part(follow).body()).contains("Decided: 0 approved, 1 rejected.");

        undo.put("version", List.of(Long.toString(pipeline.view(id).version())));
        assertThat(act("/review/cases/" + id + "/undo", undo).statusCode())
                .as("of the decision before")
                .isEqualTo(409);
        pipeline.step("w3", "PAID", "payout-1", "2026-03-10 12:00:00");
        assertThat(world.browser().get("/review/cases/" + id).body())
                .contains("A reward of it is paid, and what is paid stays paid.")
                .doesNotContain("id=\"act-undo\"");
    }

    @Test
    void aPartialIsTurnedRoundByTwoReviews() throws Exception {
        String id = pipeline.alert("spring", "vic", "va/p", 1_000);
        pipeline.alert("spring", "vic", "vb/p", 1_000);
        act(
                "/review/cases/" + id,
                Map.of(
                        "action",
                        List.of("partial"),
                        "version",
                        List.of("2"),
                        "referral",
                        List.of("va/p"),
                        "typology",
                        List.of("farm"),
                        "reason",
                        List.of("devices")));
        Review first = world.sent().get(0);
        pipeline.review(first);
        String follow = followed(act(
                "/review/cases/" + id + "/undo",
                Map.of(
                        "version",
                        List.of(Long.toString(pipeline.view(id).version())),
                        "decision",
                        List.of(first.getEventId()),
                        "typology",
                        List.of("ring"),
                        "reason",
                        List.of("mistaken"))));
        List<Review> undone = world.sent();
        assertThat(undone)
                .as("the approval, which alone may have to wait for somebody, is the last")
                .extracting(each -> each.getAction().name())
                .containsExactly("REJECT", "APPROVE");
        undone.forEach(pipeline::review);

        assertThat(world.browser().part(follow).body())
                .contains("Decided: 1 approved, 0 rejected.", "Decided: 0 approved, 1 rejected.")
                .doesNotContain("Refused");
        assertThat(pipeline.view(id).alerts()).anyMatch(alert -> alert.contains("va/p") && alert.contains("approved"));
    }

    /** One decision at a time may wait for a second person: the other half would be given up for it. */
    @Test
    void aPartialThatTwoPeopleMadeIsTurnedRoundInParts() throws Exception {
        String id = pipeline.alert("spring", "xen", "xa/p", 40_000);
        pipeline.alert("spring", "xen", "xb/p", 40_000);
        pipeline.review(id, ReviewAction.PARTIAL, "otto", List.of("xa/p"));
        act(
                "/review/cases/" + id,
                Map.of(
                        "action",
                        List.of("partial"),
                        "version",
                        List.of(Long.toString(pipeline.view(id).version())),
                        "referral",
                        List.of("xa/p"),
                        "typology",
                        List.of("ring"),
                        "reason",
                        List.of("seen")));
        Review second = world.sent().get(0);
        pipeline.review(second);

        assertThat(pipeline.view(id).undecided()).isZero();
        assertThat(world.browser().get("/review/cases/" + id).body())
                .contains("What you decided cannot be undone.", "choose the one part below and decide it again")
                .doesNotContain("id=\"act-undo\"");
        assertThat(act(
                                "/review/cases/" + id + "/undo",
                                Map.of(
                                        "version",
                                        List.of(Long.toString(pipeline.view(id).version())),
                                        "decision",
                                        List.of(second.getEventId()),
                                        "typology",
                                        List.of("ring"),
                                        "reason",
                                        List.of("mistaken")))
                        .statusCode())
                .isEqualTo(409);
        assertThat(world.sent()).isEmpty();
    }

    /** Of none named the pipeline decides all of the case, decided or not. */
    @Test
    void whereNothingIsOpenOnlyWhatIsChosenIsTurned() throws Exception {
        String id = pipeline.alert("spring", "yan", "ya/p", 1_000);
        pipeline.alert("spring", "yan", "yb/p", 1_000);
        pipeline.review(id, ReviewAction.REJECT, "otto");
        String page = world.browser().get("/review/cases/" + id).body();

        assertThat(page)
                .contains("Nothing is open any more: choose below", "<button disabled hidden></button>")
                .doesNotContain("data-key=\"r\"", "id=\"typology\"", "id=\"act-reject\"");
        assertThat(page.indexOf("<button disabled hidden>")).isLessThan(page.indexOf("id=\"act-approve\""));
        HttpResponse<String> refused = act("/review/cases/" + id, fields("approve", id));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Nothing of case " + id + " is open any more: choose");
        assertThat(act(
                                "/review/bulk",
                                Map.of(
                                        "action",
                                        List.of("approve"),
                                        "case",
                                        List.of(id + "@" + pipeline.view(id).version())))
                        .statusCode())
                .isEqualTo(400);
        assertThat(world.sent()).isEmpty();

        Map<String, List<String>> chosen = new HashMap<>(fields("approve", id));
        chosen.put("referral", List.of("yb/p"));
        String follow = followed(act("/review/cases/" + id, chosen));
        pipeline.read();
        assertThat(world.browser().part(follow).body()).contains("Decided: 1 approved, 0 rejected.");
    }

    @Test
    void thosePartsOfACaseThatAreApprovedWithARejectionShowTheirRewardsToo() throws Exception {
        String id = pipeline.alert("spring", "wes", "wa/p", 1_000);
        pipeline.alert("spring", "wes", "wb/p", 1_000);
        pipeline.reward("w5", "wb/p", "HELD", "of_the_approved", 1);
        String follow = followed(act(
                "/review/cases/" + id,
                Map.of(
                        "action",
                        List.of("partial"),
                        "version",
                        List.of("2"),
                        "referral",
                        List.of("wa/p"),
                        "typology",
                        List.of("farm"),
                        "reason",
                        List.of("devices"))));
        pipeline.read();

        assertThat(world.browser().part(follow).body())
                .contains("Decided: 1 approved, 1 rejected.", "because of of the approved");
    }

    @Test
    void withoutScriptsADecisionLeadsToAPageOfItsOwn() throws Exception {
        String id = pipeline.alert("spring", "noa", "no/p", 1_000);
        world.browser().get("/review");
        HttpResponse<String> answer = world.browser().post("/review/cases/" + id, fields("claim", id), false);
        pipeline.read();

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(world.browser()
                        .get(answer.headers().firstValue("Location").orElseThrow())
                        .body())
                .contains("<h1>What you decided</h1>", "Claimed for 15 minutes.");
    }

    @Test
    void whatSomebodyElseDecidedIsNotOnesOwnToUndo() throws Exception {
        String id = pipeline.alert("spring", "xan", "xi/p", 1_000);
        pipeline.review(id, ReviewAction.APPROVE, "otto");

        assertThat(world.browser().get("/review/cases/" + id).body()).doesNotContain("id=\"undo\"");
        assertThat(act(
                                "/review/cases/" + id + "/undo",
                                Map.of("version", List.of("2"), "decision", List.of("of-otto-APPROVE-1")))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void whereKafkaIsAwayNothingIsSaidToBeSent() throws Exception {
        String id = pipeline.alert("spring", "dan", "dee/p", 1_000);
        world.down(true);
        HttpResponse<String> answer = act("/review/cases/" + id, fields("claim", id));
        world.down(false);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("did not say that it has your decision")
                .doesNotContain("Sent");
        assertThat(world.audit()).contains("review.not_taken");
    }
}
