package dev.milepost.console;

import static dev.milepost.console.ReviewTool.CASES;
import static dev.milepost.console.ReviewTool.DECIDE;
import static dev.milepost.console.ReviewTool.DECISION;
import static dev.milepost.console.ReviewTool.KEY;
import static dev.milepost.console.ReviewTool.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.schemas.event.Review;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Decisions of a reviewer's own tool, judged by the pipeline's book of cases. */
@ExtendWith(SharedReviewWorld.class)
class ReviewApiIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReviewWorld world = SharedReviewWorld.world();
    private final ReviewPipeline pipeline = SharedReviewWorld.pipeline();
    private ReviewTool tool;

    @BeforeEach
    void begin() throws Exception {
        tool = new ReviewTool(world.program());
        world.sent();
    }

    private String plain(String action, String caseId) {
        return ReviewTool.plain(action, pipeline.view(caseId).version());
    }

    private JsonNode problem(int status, HttpResponse<String> answer) throws Exception {
        JsonNode problem = tool.as("post", DECIDE, status, answer);
        assertThat(world.sent()).isEmpty();
        return problem;
    }

    @Test
    void theListAndTheCaseSayWhatADecisionNeeds() throws Exception {
        String large = pipeline.alert("api-list", "ada", "a1/p", 9_000);
        String small = pipeline.alert("api-list", "bob", "b1/p", 1_000);
        pipeline.alert("api-list", "bob", "b2/p", 1_500);
        String blocked = pipeline.blocked("api-list", "cay", "c1/p");
        pipeline.review(small, ReviewAction.CLAIM, "otto");

        JsonNode waiting = tool.as("get", CASES, 200, tool.program().get(CASES + "?program_id=api-list"));
        assertThat(waiting.path("cases").findValuesAsText("case_id")).containsExactly(large, small);
        assertThat(waiting.path("cases").findValuesAsText("version")).containsExactly("1", "3");
        assertThat(waiting.path("more").asBoolean()).isFalse();
        assertThat(tool.as("get", CASES, 200, tool.program().get(CASES + "?list=blocked&program_id=api-list"))
                        .path("cases")
                        .findValuesAsText("case_id"))
                .containsExactly(blocked);
        assertThat(tool.as("get", CASES, 200, tool.program().get(CASES + "?program_id=api-list&mine=true"))
                        .path("cases"))
                .isEmpty();

        JsonNode one = tool.as("get", ONE, 200, tool.program().get(CASES + "/" + small));
        assertThat(one.path("alerts").findValuesAsText("referral_id")).containsExactly("b1/p", "b2/p");
        assertThat(one.path("alerts").findValuesAsText("open")).containsOnly("true");
        assertThat(one.path("actions")).isEmpty();
        assertThat(one.path("obstacle").asText()).contains("Somebody else has claimed the case.");
        assertThat(tool.as("get", ONE, 200, tool.program().get(CASES + "/" + blocked))
                        .path("actions"))
                .extracting(JsonNode::asText)
                .containsExactly("claim", "approve", "reject", "not_linked");
    }

    @Test
    void aDecisionIsTakenAndFollowedToTheReward() throws Exception {
        String id = pipeline.alert("spring", "api-ann", "api-a1/p", 1_000);
        pipeline.alert("spring", "api-ann", "api-a2/p", 1_000);
        pipeline.reward("api-w1", "api-a1/p", "HELD", "review", 1);
        String sent = "{\"action\": \"partial\", \"version\": 2, \"referral_ids\": [\"api-a1/p\"],"
                + " \"typology\": \" farm \", \"reason\": \"devices\", \"note\": \"\u201cnote\u201d\"}";
        assertThat(tool.described().errorsOfRequest("post", DECIDE, JSON.readTree(sent)))
                .isEmpty();
        HttpResponse<String> answer = tool.decide(id, sent);
        JsonNode taken = tool.taken(answer);

        assertThat(answer.headers().firstValue("Location"))
                .hasValue(taken.path("follow").asText());
        assertThat(taken.path("state").asText()).isEqualTo("sent");
        assertThat(taken.path("complete").asBoolean()).isFalse();
        Review review = world.sent().get(0);
        assertThat(review.getEventId()).isEqualTo(taken.path("decision_id").asText());
        assertThat(review.getCaseId()).isEqualTo(id);
        assertThat(review.getExpectedVersion()).isEqualTo(2);
        assertThat(review.getReferralIds()).containsExactly("api-a1/p");
        assertThat(review.getTypology()).isEqualTo("farm");
        assertThat(review.getReason()).isEqualTo("devices");
        assertThat(review.getNote()).isEqualTo("\u201cnote\u201d");
        assertThat(review.getReviewer()).isEqualTo("rita");
        assertThat(world.audit())
                .contains("\"actor\":\"rita\",\"action\":\"review.partial\",\"target\":\"case " + id
                        + " version 2 event " + review.getEventId());

        pipeline.review(review);
        pipeline.reward("api-w1", "api-a1/p", "VOIDED", "rejected", 2);
        JsonNode accepted = tool.followed(taken);
        assertThat(accepted.path("state").asText()).isEqualTo("done");
        assertThat(accepted.path("sentence").asText()).isEqualTo("Decided: 1 approved, 1 rejected.");
        assertThat(accepted.path("decided")).extracting(JsonNode::asText).containsExactly("api-a2/p", "api-a1/p");
        assertThat(accepted.path("complete").asBoolean()).isFalse();
        world.watermark(ReviewWorld.NOW.plusSeconds(1));
        JsonNode complete = tool.followed(taken);
        world.watermark(ReviewWorld.NOW);
        assertThat(complete.path("complete").asBoolean()).isTrue();
        assertThat(complete.path("rewards").findValuesAsText("state")).containsExactly("VOIDED");
        assertThat(complete.path("rewards").findValuesAsText("reward_id")).containsExactly("api-w1");
    }

    @Test
    void whatIsRefusedAndWhatWaitsIsSaid() throws Exception {
        String large = pipeline.alert("spring", "api-big", "api-b1/p", 60_000);
        JsonNode first = tool.taken(tool.decide(large, plain("approve", large)));
        pipeline.read();
        JsonNode again = tool.taken(tool.decide(large, plain("approve", large)));
        pipeline.read();

        assertThat(tool.followed(first).path("state").asText()).isEqualTo("waiting_for_a_second_person");
        JsonNode refused = tool.followed(again);
        assertThat(refused.path("state").asText()).isEqualTo("refused");
        assertThat(refused.path("reason").asText()).isEqualTo("second_person_required");
        assertThat(refused.path("sentence").asText()).contains("a second person has to confirm it");
        assertThat(refused.path("complete").asBoolean()).isTrue();
    }

    /** The pipeline may know a version before the warehouse shows it; of one that is over it is known that it is over. */
    @Test
    void aVersionThatIsOverIsAConflictAndOneToComeIsThePipelines() throws Exception {
        String id = pipeline.alert("spring", "api-old", "api-o1/p", 1_000);
        pipeline.alert("spring", "api-old", "api-o2/p", 1_000);

        JsonNode stale = problem(409, tool.decide(id, "{\"action\": \"approve\", \"version\": 1}"));
        assertThat(stale.path("field").asText()).isEqualTo("version");
        assertThat(stale.path("error").asText())
                .isEqualTo(
                        "The case is at version 2, and this decides about version 1. Load the case, look at it again, and"
                                + " decide about what it is now.");
        JsonNode claim = tool.taken(tool.decide(id, "{\"action\": \"claim\", \"version\": 2}"));
        JsonNode next = tool.taken(tool.decide(id, "{\"action\": \"release_claim\", \"version\": 3}"));
        pipeline.read();
        assertThat(tool.followed(claim).path("state").asText()).isEqualTo("done");
        assertThat(tool.followed(next).path("state").asText()).isEqualTo("done");
    }

    @Test
    void aRepeatDoesNotDecideTwice() throws Exception {
        String id = pipeline.alert("spring", "api-rep", "api-r1/p", 1_000);
        String body = plain("approve", id);
        JsonNode first = tool.taken(tool.decide(id, body, KEY, "k-1"));
        JsonNode second = tool.taken(tool.decide(id, body, KEY, "k-1"));
        assertThat(second.path("decision_id")).isEqualTo(first.path("decision_id"));
        assertThat(world.sent()).hasSize(1).allSatisfy(pipeline::review);

        JsonNode third = tool.taken(tool.decide(id, body, KEY, "k-1"));
        assertThat(third.path("state").asText())
                .as("of a version that is over by now")
                .isEqualTo("done");
        assertThat(problem(409, tool.decide(id, plain("claim", id), KEY, "k-1"))
                        .path("field")
                        .asText())
                .isEqualTo(KEY);
        assertThat(tool.decide(id, plain("claim", id), KEY, "k-2").statusCode()).isEqualTo(202);
        assertThat(world.sent())
                .extracting(Review::getEventId)
                .doesNotContain(first.path("decision_id").asText());
    }

    /** Where it is not known whether the first was taken, both may have been. */
    @Test
    void whatWasPerhapsTakenIsSentUnderTheSameIdAndThePipelineCountsOne() throws Exception {
        String id = pipeline.alert("spring", "api-dup", "api-d1/p", 1_000);
        String body = plain("approve", id);
        world.down(true);
        HttpResponse<String> unknown = tool.decide(id, body, KEY, "k-3");
        world.down(false);
        JsonNode away = problem(503, unknown);
        assertThat(away.path("error").asText()).contains("did not say that it has", "with the same Idempotency-Key");
        assertThat(tool.decide(id, plain("claim", id), KEY, "k-3").statusCode())
                .as("it may have been taken, so another decision needs another key")
                .isEqualTo(409);

        JsonNode taken = tool.taken(tool.decide(id, body, KEY, "k-3"));
        Console anew = world.startedAnew();
        try {
            TestProgram there = tool.program().at(anew);
            JsonNode repeated = tool.taken(there.post(ReviewTool.path(id), body, KEY, "k-3"));
            assertThat(repeated.path("decision_id")).isEqualTo(taken.path("decision_id"));
            List<Review> sent = world.sent();
            assertThat(sent).hasSize(2);
            assertThat(sent)
                    .extracting(Review::getEventId)
                    .containsOnly(taken.path("decision_id").asText());
            sent.forEach(pipeline::review);
            assertThat(pipeline.view(id).version())
                    .as("an alert, and one decision")
                    .isEqualTo(2);
            assertThat(tool.followed(taken).path("state").asText()).isEqualTo("done");
        } finally {
            anew.close();
            world.down(false);
        }
    }

    @Test
    void aConsoleThatWasStartedAnewKnowsWhatWasAccepted() throws Exception {
        String id = pipeline.alert("spring", "api-new", "api-n1/p", 1_000);
        String body = plain("approve", id);
        JsonNode taken = tool.taken(tool.decide(id, body, KEY, "k-4"));
        pipeline.read();
        Console anew = world.startedAnew();
        try {
            TestProgram there = tool.program().at(anew);
            JsonNode found =
                    tool.as("get", DECISION, 200, there.get(taken.path("follow").asText()));
            assertThat(found.path("state").asText()).isEqualTo("done");
            assertThat(tool.taken(there.post(ReviewTool.path(id), body, KEY, "k-4")))
                    .isEqualTo(found);
            assertThat(there.post(ReviewTool.path(id), plain("claim", id), KEY, "k-4")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(world.sent()).isEmpty();
        } finally {
            anew.close();
            world.down(false);
        }
    }
}
