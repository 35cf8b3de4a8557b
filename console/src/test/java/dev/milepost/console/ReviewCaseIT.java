package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.schemas.event.Review;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page of a case shows. */
@ExtendWith(SharedReviewWorld.class)
class ReviewCaseIT {

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

    /** The warehouse has not heard of its bindings and verdicts yet. */
    @Test
    void whatIsUsualIsEmptyWhereNobodyIsThere() throws Exception {
        String id = pipeline.alert("autumn", "eva", "fay/p", 1_000);

        assertThat(world.browser().get("/review/cases/" + id).body())
                .contains("The advocate against the middle one of 0")
                .doesNotContainPattern("\\bnan\\b");
    }

    @Test
    void thePageShowsAllThatAReviewerNeeds() throws Exception {
        String id = pipeline.alert("spring", "ana", "bob/p", 12_345, "RING:ana", Duration.ofHours(1));
        pipeline.verdict("bob/p", "ana", "bob", "['SELF_DEVICE', 'VELOCITY']");
        world.execute(
                "INSERT INTO milepost_store.fraud_reasons (program_id, referral_id, verdict_id, code, rank, value, baseline,"
                        + " contribution, evidence, decided_at, revision) VALUES"
                        + " ('spring', 'bob/p', 'v:bob/p', 'SELF_DEVICE', 1, 1, NULL, 4, ['DEVICE:d77'], '2026-03-10 11:00:00', 1),"
                        + " ('spring', 'bob/p', 'v:bob/p', 'VELOCITY', 2, 4, 1, 0.966337, ['ana'], '2026-03-10 11:00:00', 1)");
        pipeline.reward("w1", "bob/p", "HELD", "review", 1);
        pipeline.step("w1", "HELD", "order-1", "2026-03-10 10:00:00");
        world.execute(
                "INSERT INTO milepost_store.rings (ring_id, since, generation, change, size, members, kinds, referrals,"
                        + " internal_referrals, internal_share, mean_omega, cycles, is_part, revision) VALUES"
                        + " ('ana', '2026-03-01', '2026-03-01', 'began', 2, ['ana', 'cat'], ['device'], 1, 1, 1, 0.5, 0, false, 1),"
                        + " ('ana', '2026-03-05', '2026-03-05', 'grew', 3, ['ana', 'bob', 'kit'], ['device'], 2, 1, 0.5, 0.5, 0, false, 2)");
        String closed = pipeline.alert("spring", "zed", "yan/p", 1_000, null, Duration.ofDays(2));
        pipeline.verdict("yan/p", "zed", "yan", "['SELF_DEVICE', 'RING', 'DISPOSABLE']");
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
        assertThat(page)
                .containsSubsequence(
                        "Money at risk: what is in the ledger",
                        "At risk, above, is what the program gives for the referrals that are undecided",
                        "Amount",
                        "Owed",
                        "20.00 USD",
                        "w1");
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
                        "score: 0.8125; money: 123.45 USD; propensity: 1",
                        "judged 0.8125",
                        "settled_soon: bob/p",
                        "referred",
                        "bob");
        assertThat(page)
                .contains(
                        "<g class=\"advocate\"><title>ana</title>",
                        "<g class=\"identifier\"><title>DEVICE:d77</title>",
                        "<g class=\"ring\"><title>ring ana</title>",
                        "<g class=\"account\"><title>kit</title>")
                .doesNotContain("<title>cat</title>")
                .containsSubsequence("<td>ana</td>", "<td>referred</td>", "<td>bob</td>");
    }

    /** Nothing is owed of it any more, and of nothing undecided there is no score. */
    @Test
    void whatWasTakenBackIsNamedWithItsAmountAndWhomItWasFor() throws Exception {
        String id = pipeline.alert("spring", "gus", "gil/p", 1_000);
        pipeline.review(id, ReviewAction.REJECT, "otto");
        world.execute("""
                INSERT INTO milepost_store.rewards (program_id, beneficiary_id, reward_id, side, rule_id, referral_ids, kind, state,
                reason, amount_minor, owed_minor, currency, earned_at, hold_until, updated_at, revision) VALUES
                ('spring', 'gil', 'w9', 'referee', 'r', ['gil/p'], 'cash', 'REVERSED', 'chargeback', 1250, 0, 'USD',
                '2026-03-10 10:00:00', '2026-03-11 00:00:00', '2026-03-10 12:00:00', 1),
                ('spring', 'gil', 'w10', 'referee', 'r', [], 'cash', 'REVERSED', 'refund_cancelled', 900, 900, 'USD',
                '2026-03-09 10:00:00', NULL, '2026-03-10 13:00:00', 1)
                """);

        assertThat(world.browser().get("/review/cases/" + id).body())
                .containsSubsequence("Score of the undecided</dt><dd>–</dd>", "12.50 USD", "0.00 USD")
                .doesNotContain("To reject, say both");
        assertThat(world.browser().get("/customers/one?id=gil").body())
                .contains(
                        "12.50 USD of spring was taken back at 2026-03-10 12:00:00.000, because of chargeback.",
                        "9.00 USD of spring was given back at 2026-03-10 13:00:00.000, as the refund was cancelled.");
        assertThat(world.browser().get("/review?list=closed&program=spring").body())
                .containsSubsequence(id, "<td class=\"number\">–</td>");
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
    void whatIsSentBySomebodyElseIsNotShown() throws Exception {
        assertThat(world.browser().get("/review/sent/guessed").statusCode()).isEqualTo(404);
        assertThat(world.browser().get("/review/cases/none").statusCode()).isEqualTo(404);
    }

    @Test
    void idsNotesAndKindsWithMarkupAreText() throws Exception {
        String referral = MARKUP + "/p\"'";
        String id = pipeline.alert("spring", MARKUP, referral, 1_000, null, Duration.ofMinutes(50));
        pipeline.verdict(referral, MARKUP, MARKUP + "2", "['" + MARKUP + "']");
        pipeline.reward("w4", referral, "HELD", MARKUP, 1);
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
                .contains("The case has 120; these are the most urgent")
                .doesNotContain("id=\"act-partial\"");
        Map<String, List<String>> partial = new HashMap<>(fields("partial", id));
        partial.put("referral", List.of("a-referee-whose-id-is-quite-long-3/spring"));
        partial.put("typology", List.of("farm"));
        partial.put("reason", List.of("devices"));
        HttpResponse<String> unseen = act("/review/cases/" + id, partial);
        assertThat(unseen.statusCode()).isEqualTo(400);
        assertThat(unseen.body()).contains("nobody approves what they have not seen");
        String follow = followed(act("/review/cases/" + id, fields("approve", id)));
        List<Review> sent = world.sent();
        assertThat(sent.get(0).getReferralIds()).hasSize(100).doesNotHaveDuplicates();
        pipeline.review(sent.get(0));
        assertThat(world.browser().part(follow).body()).contains("Decided: 100 approved, 0 rejected.");
        assertThat(pipeline.view(id).undecided()).isEqualTo(20);
    }
}
