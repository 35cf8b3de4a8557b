package dev.milepost.console;

import static dev.milepost.console.TestProgram.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.console.api.Described;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Rita's own tool, which holds every answer against what the OpenAPI file says of it. */
final class ReviewTool {

    static final String CASES = "/api/v1/review/cases";
    static final String ONE = CASES + "/{id}";
    static final String DECIDE = CASES + "/{id}/decisions";
    static final String DECISION = "/api/v1/review/decisions/{id}";
    static final String KEY = "Idempotency-Key";

    private final TestProgram program;
    private final Described described;

    ReviewTool(TestProgram program) throws IOException, InterruptedException {
        this.program = program;
        this.described = new Described(json(program.get("/api/openapi.json")));
    }

    TestProgram program() {
        return program;
    }

    Described described() {
        return described;
    }

    /** The answer, which has that status, and is as the file says. */
    JsonNode as(String method, String path, int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode body = json(answer);
        assertThat(described.errors(method, path, status, body))
                .as(answer.body())
                .isEmpty();
        return body;
    }

    HttpResponse<String> decide(String caseId, String json, String... headers)
            throws IOException, InterruptedException {
        return program.post(path(caseId), json, headers);
    }

    /** A decision that was taken. */
    JsonNode taken(HttpResponse<String> answer) throws IOException {
        return as("post", DECIDE, 202, answer);
    }

    /** What became of it by now. */
    JsonNode followed(JsonNode decision) throws IOException, InterruptedException {
        return as("get", DECISION, 200, program.get(decision.path("follow").asText()));
    }

    static String path(String caseId) {
        return DECIDE.replace("{id}", caseId);
    }

    static String plain(String action, long version) {
        return "{\"action\": \"" + action + "\", \"version\": " + version + "}";
    }
}
