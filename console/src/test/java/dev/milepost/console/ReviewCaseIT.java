package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.schemas.event.Review;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of a case shows, and how a decision is followed to the reward. */
class ReviewCaseIT {

    private static final Pattern SENT = Pattern.compile("/review/sent/[^\"?]*");
    private static final String MARKUP = "<script>alert(1)</script>";

    @TempDir
    private static Path folder;

    private static ReviewWorld world;
    private static ReviewPipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        world = ReviewWorld.start(folder);
        pipeline = new ReviewPipeline(world);
        world.watermark(ReviewWorld.NOW);
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    private static void verdict(String referral, String advocate, String referee, String codes) {
        verdict(world, referral, advocate, referee, codes);
    }

    /** A verdict of 0.8125, and the binding that it is of. */
    static void verdict(ReviewWorld world, String referral, String advocate, String referee, String codes) {
        world.execute(
                "INSERT INTO milepost_store.fraud_verdicts (program_id, referral_id, verdict_id, advocate_id, referee_id,"
                        + " assessed_for, decided_at, score, codes, logit, intercept, contributions, missing, segment,"
                        + " model_version, rule_version, weights_version, revision) VALUES ('spring', "
                        + ReviewWorld.text(referral) + ", " + ReviewWorld.text("v:" + referral) + ", "
                        + ReviewWorld.text(advocate) + ", " + ReviewWorld.text(referee)
                        + ", 'settled_soon', '2026-03-10 11:00:00', 0.8125, " + codes + ", 1.466337, -3,"
                        + " {'IDENTITY':'4.000000','VELOCITY':'0.966337','TIMING':'-0.500000'}, {'RING':'NO_RING'}, 'consumer', 2, 3, 4, 1)",
                "INSERT INTO milepost_store.bindings (referee_id, referral_id, advocate_id, code, program_id, evidence, status,"
                        + " refusal, bound_time, revision) VALUES (" + ReviewWorld.text(referee) + ", "
                        + ReviewWorld.text(referral) + ", " + ReviewWorld.text(advocate)
                        + ", 'C', 'spring', 'code', 'bound', '', '2026-03-10 10:00:00', 1)");
    }

    private static void reward(String id, String referral, String state, String reason, int revision) {
        world.execute(
                "INSERT INTO milepost_store.rewards (program_id, beneficiary_id, reward_id, side, rule_id, referral_ids, kind,"
                        + " state, reason, amount_minor, owed_minor, currency, earned_at, hold_until, updated_at, revision) VALUES ('spring',"
                        + " 'ana', '" + id + "', 'advocate', 'r', [" + ReviewWorld.text(referral) + "], 'cash', '"
                        + state + "', '" + reason
                        + "', 2000, 2000, 'USD', '2026-03-10 10:00:00', '2026-03-11 00:00:00', '2026-03-10 10:00:00', "
                        + revision + ")");
    }

    private static void step(String id, String step, String cause, String at) {
        world.execute(
                "INSERT INTO milepost_store.ledger (program_id, beneficiary_id, reward_id, entry_id, step, side, kind, amount_minor,"
                        + " currency, effective_at, known_at, cause_event_id, reason, revision, sequence) VALUES ('spring', 'ana', '"
                        + id + "', '"
                        + id + step + "', '" + step + "', 'advocate', 'cash', 0, 'USD', '" + at + "', '" + at + "', '"
                        + cause
                        + "', 'approved', 1, 1)");
    }

    private static HttpResponse<String> act(String path, Map<String, List<String>> fields) throws Exception {
        world.browser().get("/review");
        return world.browser().post(path, fields, true);
    }

    private static String followed(HttpResponse<String> answer) throws Exception {
        Matcher sent = SENT.matcher(answer.body());
        assertThat(sent.find()).as(answer.body()).isTrue();
        return sent.group();
    }

    private static Map<String, List<String>> fields(String action, String caseId) {
        return Map.of(
                "action",
                List.of(action),
                "version",
                List.of(Long.toString(pipeline.view(caseId).version())));
    }

    @Test
    void thePageShowsAllThatAReviewerNeeds() throws Exception {
        String id = pipeline.alert("spring", "ana", "bob/p", 12_345);
        verdict("bob/p", "ana", "bob", "['SELF_DEVICE', 'VELOCITY']");
        world.execute(
                "INSERT INTO milepost_store.fraud_reasons (program_id, referral_id, verdict_id, code, rank, value, baseline,"
                        + " contribution, evidence, decided_at, revision) VALUES"
                        + " ('spring', 'bob/p', 'v:bob/p', 'SELF_DEVICE', 1, 1, NULL, 4, ['DEVICE:d77'], '2026-03-10 11:00:00', 1),"
                        + " ('spring', 'bob/p', 'v:bob/p', 'VELOCITY', 2, 4, 1, 0.966337, ['ana'], '2026-03-10 11:00:00', 1)");
        reward("w1", "bob/p", "HELD", "review", 1);
        step("w1", "HELD", "order-1", "2026-03-10 10:00:00");
        String closed = pipeline.alert("spring", "zed", "yan/p", 1_000, null, Duration.ofDays(2));
        verdict("yan/p", "zed", "yan", "['SELF_DEVICE', 'RING', 'DISPOSABLE']");
        pipeline.review(closed, ReviewAction.REJECT, "otto");

        String page = world.browser().get("/review/cases/" + id).body();

        assertThat(page)
                .contains("<dd>123.45 USD</dd>", "<dd>0.8125</dd>", "id=\"act-approve\"", "aria-live=\"polite\"");
        // 4 of 4 to the right of the middle of 200; -3 of 4 to the left of it.
        assertThat(page)
                .containsSubsequence(
                        "a usual referral",
                        "<rect x=\"25.00\" width=\"75.00\" height=\"10\"/>",
                        "-3.000",
                        "identity",
                        "<rect x=\"100.00\" width=\"100.00\" height=\"10\"/>",
                        "+4.000",
                        "velocity",
                        "timing",
                        "<rect x=\"87.50\" width=\"12.50\" height=\"10\"/>",
                        "-0.500",
                        "Together 1.466337");
        assertThat(page)
                .contains("shares devices with the advocate", "DEVICE:d77", "more referrals in an hour than expected")
                .contains(
                        "<rect width=\"100.00\" height=\"9\"/><rect class=\"usual\" y=\"11\" width=\"25.00\" height=\"9\"/>")
                .contains("Versions: formulas 2, signals 3, weights 4. Without a value: ring: no ring.");
        assertThat(page).containsSubsequence("Referrals bound", ">1<", ">1<", "Mean score of their referrals", "0.812");
        assertThat(page).containsSubsequence("Money at risk", "20.00 USD", "w1");
        assertThat(page)
                .containsSubsequence(
                        "Decided cases like this one",
                        closed,
                        "zed",
                        "0.25",
                        "SELF_DEVICE",
                        "0 approved, 1 rejected as ring");
        assertThat(page)
                .containsSubsequence(
                        "Timeline",
                        "alert",
                        "score millionths: 812500",
                        "judged 0.8125",
                        "settled_soon: bob/p",
                        "referred",
                        "bob");
        assertThat(page)
                .contains(
                        "<g class=\"advocate\"><title>ana</title>", "<g class=\"identifier\"><title>DEVICE:d77</title>")
                .containsSubsequence("<td>ana</td>", "<td>referred</td>", "<td>bob</td>");
    }

    @Test
    void aDecisionIsFollowedToTheRewardsNewState() throws Exception {
        String id = pipeline.alert("spring", "paul", "pia/p", 1_000);
        reward("w2", "pia/p", "HELD", "review", 1);
        HttpResponse<String> answer = act("/review/cases/" + id, fields("approve", id));
        String follow = followed(answer);
        String poll = follow + "?"
                + answer.body().split("\\?", 2)[1].split("\"", 2)[0].replace("&amp;", "&");

        assertThat(answer.body())
                .contains("<strong>Sent</strong>", "hx-trigger=\"every 2s\"")
                .doesNotContain("Done");
        assertThat(world.browser().part(poll).statusCode()).isEqualTo(204);

        List<Review> sent = world.sent();
        pipeline.review(sent.get(0));
        String accepted = world.browser().part(poll).body();
        assertThat(accepted)
                .contains("<strong>Done</strong>", "Decided: 1 approved, 0 rejected.", "hx-trigger=\"every 2s\"")
                .contains("20.00 USD of spring is held until", "The ledger has no step of it yet.");

        reward("w2", "pia/p", "RELEASED", "approved", 2);
        step("w2", "RELEASED", sent.get(0).getEventId(), "2026-03-10 12:00:00");
        world.watermark(ReviewWorld.NOW.plusSeconds(1));
        String released = world.browser().part(poll).body();
        assertThat(released)
                .contains("20.00 USD of spring was released at", "RELEASED", "Steps of the ledger that it caused")
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
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("\"action\":\"review.reject\",\"target\":\"case " + id + " version 2 event "
                        + review.getEventId());
    }

    @Test
    void aReviewerTurnsTheirDecisionRoundUntilItIsPaid() throws Exception {
        String id = pipeline.alert("spring", "uma", "udo/p", 1_000);
        reward("w3", "udo/p", "HELD", "review", 1);
        act("/review/cases/" + id, fields("approve", id));
        Review first = world.sent().get(0);
        pipeline.review(first);

        assertThat(world.browser().get("/review/cases/" + id).body())
                .contains("You decided last: 1 approved, 0 rejected.", "value=\"" + first.getEventId() + "\"");
        Map<String, List<String>> undo = new java.util.HashMap<>(Map.of(
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
        step("w3", "PAID", "payout-1", "2026-03-10 12:00:00");
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
        pipeline.read();

        assertThat(world.browser().part(follow).body())
                .contains("Decided: 1 approved, 0 rejected.", "Decided: 0 approved, 1 rejected.")
                .doesNotContain("Refused");
        assertThat(pipeline.view(id).alerts()).anyMatch(alert -> alert.contains("va/p") && alert.contains("approved"));
    }

    @Test
    void thosePartsOfACaseThatAreApprovedWithARejectionShowTheirRewardsToo() throws Exception {
        String id = pipeline.alert("spring", "wes", "wa/p", 1_000);
        pipeline.alert("spring", "wes", "wb/p", 1_000);
        reward("w5", "wb/p", "HELD", "of_the_approved", 1);
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
    void ofACaseOfManyTheMostUrgentHundredAreShownAndDecided() throws Exception {
        String id = "";
        for (int i = 0; i < 120; i++) {
            String referral = "a-referee-whose-id-is-quite-long-" + i + "/spring";
            id = pipeline.hear("spring", "many", referral, 10, null, Duration.ofMinutes(30))
                    .cases()
                    .get(0)
                    .caseId();
        }
        world.put(pipeline.view(id));

        assertThat(world.browser().get("/review/cases/" + id).body())
                .contains("The case has 120; these are the most urgent");
        String follow = followed(act("/review/cases/" + id, fields("approve", id)));
        List<Review> sent = world.sent();
        assertThat(sent.get(0).getReferralIds()).hasSize(100).doesNotHaveDuplicates();
        pipeline.review(sent.get(0));
        assertThat(world.browser().part(follow).body()).contains("Decided: 100 approved, 0 rejected.");
        assertThat(pipeline.view(id).undecided()).isEqualTo(20);
    }

    @Test
    void aClaimEndsByItself() throws Exception {
        String id = pipeline.alert("spring", "lea", "le/p", 1_000);
        pipeline.review(id, ReviewAction.CLAIM, "otto");
        assertThat(world.browser().get("/review/cases/" + id).body())
                .contains("claimed by otto until 2026-03-10 12:15:00.001");

        world.execute(
                "INSERT INTO milepost_store.fraud_cases SELECT * REPLACE (toDateTime64('2026-03-10 11:59:59', 3, 'UTC') AS claimed_until,"
                        + " revision + 1 AS revision) FROM milepost_store.fraud_cases FINAL WHERE case_id = '" + id
                        + "'");
        assertThat(world.browser().get("/review/cases/" + id).body()).contains("the claim of otto has ended");
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
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).contains("review.not_taken");
    }

    @Test
    void whatIsSentBySomebodyElseIsNotShown() throws Exception {
        assertThat(world.browser().get("/review/sent/guessed").statusCode()).isEqualTo(404);
        assertThat(world.browser().get("/review/cases/none").statusCode()).isEqualTo(404);
    }

    @Test
    void idsNotesAndKindsWithMarkupAreText() throws Exception {
        String referral = MARKUP + "/p\"'";
        String id = pipeline.alert("spring", MARKUP, referral, 1_000, null, Duration.ofMinutes(50));
        verdict(referral, MARKUP, MARKUP + "2", "['" + MARKUP + "']");
        reward("w4", referral, "HELD", MARKUP, 1);
        String follow = followed(act(
                "/review/cases/" + id,
                Map.of(
                        "action",
                        List.of("reject"),
                        "version",
                        List.of("1"),
                        "typology",
                        List.of(MARKUP),
                        "reason",
                        List.of("\"><img src=x onerror=alert(1)>"),
                        "note",
                        List.of(MARKUP))));
        pipeline.read();
        String page = world.browser().get("/review/cases/" + id).body();
        String part = world.browser().part(follow).body();

        assertThat(page).contains("&lt;script").doesNotContain("<script>alert", "<img src=x");
        assertThat(part).contains("Decided: 0 approved, 1 rejected.").doesNotContain("<script>alert");
        assertThat(world.browser().get("/review").body()).doesNotContain("<script>alert");
    }
}
