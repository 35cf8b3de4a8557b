package dev.milepost.console;

import static dev.milepost.console.ReviewTool.CASES;
import static dev.milepost.console.ReviewTool.DECIDE;
import static dev.milepost.console.ReviewTool.DECISION;
import static dev.milepost.console.ReviewTool.KEY;
import static dev.milepost.console.ReviewTool.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API does not take from a reviewer's own tool, with the field and what to do; nothing of it is sent. */
@ExtendWith(SharedReviewWorld.class)
class ReviewApiProblemsIT {

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

    /** A case to which nothing happens. */
    private String wrong() {
        return pipeline.alert("spring", "api-wrong-" + UUID.randomUUID(), UUID.randomUUID() + "/p", 1_000);
    }

    @Test
    void whatCannotBeAskedIsRefused() throws Exception {
        assertThat(tool.as("get", CASES, 400, tool.program().get(CASES + "?list=all"))
                        .path("field")
                        .asText())
                .isEqualTo("list");
        assertThat(tool.as("get", CASES, 400, tool.program().get(CASES + "?mine=1"))
                        .path("field")
                        .asText())
                .isEqualTo("mine");
        assertThat(tool.as("get", CASES, 400, tool.program().get(CASES + "?limit=1"))
                        .path("field")
                        .asText())
                .isEqualTo("limit");
        tool.as("get", ONE, 404, tool.program().get(CASES + "/none"));
        tool.as("get", DECISION, 404, tool.program().get(DECISION.replace("{id}", "none")));
    }

    @Test
    void aCaseThatIsPartOfAnotherIsAConflict() throws Exception {
        String first = pipeline.alert("spring", "api-m1", "api-m1/p", 1_000, "api-ring", Duration.ofHours(3));
        String id = pipeline.told(pipeline.hear("spring", "api-m2", "api-m2/p", 1_000, null, Duration.ofHours(2)));
        pipeline.alert("spring", "api-m2", "api-m3/p", 1_000, "api-ring", Duration.ofHours(1));

        assertThat(problem(409, tool.decide(id, plain("approve", id)))
                        .path("error")
                        .asText())
                .contains("part of case " + first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{                                                      |            | no JSON at line 1",
                "[]                                                     |            | one JSON object",
                "\"claim\"                                              |            | one JSON object",
                "{} {}                                                  |            | no JSON",
                "{'action':'claim','action':'claim','version':1}        |            | Duplicate field",
                "{'version':1}                                          | action     | claim, release_claim, approve",
                "{'action':'appeal','version':1}                        | action     | nothing that can be done here",
                "{'action':7,'version':1}                               | action     | must be a text",
                "{'action':null,'version':1}                            | action     | must be a text",
                "{'action':'claim'}                                     | version    | version of the case is missing",
                "{'action':'claim','version':'1'}                       | version    | a whole number",
                "{'action':'claim','version':1.5}                       | version    | a whole number",
                "{'action':'claim','version':-1}                        | version    | a whole number",
                "{'action':'claim','version':99999999999999999999}      | version    | a whole number",
                "{'action':'claim','version':1,'referrals':[]}          | referrals  | action, note, reason, referral_ids",
                "{'action':'approve','version':1,'referral_ids':'a/p'}  | referral_ids | a list of texts",
                "{'action':'approve','version':1,'referral_ids':['a',1]} | referral_ids[1] | a text that is not blank",
                "{'action':'approve','version':1,'referral_ids':[' ']}  | referral_ids[0] | a text that is not blank",
                "{'action':'partial','version':1,'typology':'t','reason':'r'} | referral_ids | Choose the referrals",
                "{'action':'reject','version':1,'reason':'r'}           | typology   | what kind of fraud",
                "{'action':'reject','version':1,'typology':'t'}         | reason     | why you reject it",
                "{'action':'claim','version':1,'note':{}}               | note       | must be a text",
            })
    void whatIsWrongIsSaidWithItsField(String body, String field, String words) throws Exception {
        String id = wrong();
        JsonNode problem = problem(400, tool.decide(id, body.strip().replace('\'', '"')));

        assertThat(problem.path("error").asText()).contains(words);
        assertThat(problem.path("field").asText()).isEqualTo(field == null ? "" : field);
    }

    @Test
    void whatIsTooLongIsSaid() throws Exception {
        String id = wrong();
        String many = "\"a/p\"";
        for (int i = 0; i < 100; i++) {
            many += ",\"" + i + "/p\"";
        }

        for (Map.Entry<String, Integer> each :
                Map.of("typology", 200, "reason", 200, "note", 2_000).entrySet()) {
            String body = "{\"action\": \"claim\", \"version\": 1, \"" + each.getKey() + "\": \""
                    + "x".repeat(each.getValue() + 1) + "\"}";
            JsonNode problem = problem(400, tool.decide(id, body));
            assertThat(problem.path("field").asText()).isEqualTo(each.getKey());
            assertThat(problem.path("error").asText()).contains("at most " + each.getValue());
            assertThat(tool.described().errorsOfRequest("post", DECIDE, JSON.readTree(body)))
                    .isNotEmpty();
        }
        assertThat(problem(
                                400,
                                tool.decide(
                                        id,
                                        "{\"action\": \"approve\", \"version\": 1, \"referral_ids\": [" + many + "]}"))
                        .path("field")
                        .asText())
                .isEqualTo("referral_ids");
        String large = "{\"note\": \"" + "x".repeat(70_000) + "\"}";
        assertThat(problem(413, tool.decide(id, large)).path("error").asText()).contains("at most 65536 bytes");
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        assertThat(problem(
                                413,
                                tool.program()
                                        .send(tool.program()
                                                .request(ReviewTool.path(id))
                                                .header("Content-Type", "application/json")
                                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                                        () -> new ByteArrayInputStream(bytes)))))
                        .path("error")
                        .asText())
                .as("of a length that was not said before")
                .contains("at most 65536 bytes");
    }

    @Test
    void whatIsNotJsonAndWhatIsNotThereIsSaid() throws Exception {
        String id = wrong();

        assertThat(problem(415, tool.decide(id, plain("claim", id), "Content-Type", "text/plain"))
                        .path("error")
                        .asText())
                .contains("Content-Type: application/json");
        assertThat(problem(404, tool.decide("none", plain("claim", id)))
                        .path("error")
                        .asText())
                .contains("no such case");
        assertThat(problem(
                                400,
                                tool.program()
                                        .send(tool.program()
                                                .request(ReviewTool.path(id))
                                                .header("Content-Type", "application/json; charset=utf-8")
                                                .POST(HttpRequest.BodyPublishers.ofByteArray(
                                                        new byte[] {'{', '"', (byte) 0xff, '"', '}'}))))
                        .path("error")
                        .asText())
                .isNotEmpty();
        assertThat(problem(400, tool.decide(id, plain("claim", id), KEY, "two words"))
                        .path("field")
                        .asText())
                .isEqualTo(KEY);
    }

    @Test
    void aBrowserNeedsTheTokenOfItsPagesForItTheSame() throws Exception {
        String id = wrong();

        assertThat(world.browser()
                        .post(ReviewTool.path(id), Map.of("action", "claim"), "guessed")
                        .statusCode())
                .isEqualTo(403);
        assertThat(world.sent()).isEmpty();
    }
}
