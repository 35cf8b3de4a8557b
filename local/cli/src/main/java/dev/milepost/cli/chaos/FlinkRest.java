package dev.milepost.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What the job manager tells over HTTP; nothing while it is away. */
final class FlinkRest {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String address;

    /**
     * A job's checkpoints.
     *
     * @param completed id of the latest that is complete; 0 where there is none
     * @param restored how often this job manager has restored the job
     */
    record Checkpoints(long completed, long restored) {}

    FlinkRest(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Task managers that have registered. */
    int taskManagers() throws InterruptedException {
        return get("/taskmanagers").map(node -> node.get("taskmanagers").size()).orElse(0);
    }

    /** The job's state, such as RUNNING; empty while nobody knows. */
    String state(String job) throws InterruptedException {
        return get("/jobs/" + job).map(node -> node.path("state").asText()).orElse("");
    }

    /** The stack traces of what the job failed of, latest first; empty where nothing is known. */
    String failures(String job) throws InterruptedException {
        return get("/jobs/" + job + "/exceptions")
                .map(node ->
                        node.path("exceptionHistory").path("entries").path(0).path("stacktrace"))
                .map(JsonNode::asText)
                .orElse("");
    }

    Optional<Checkpoints> checkpoints(String job) throws InterruptedException {
        return get("/jobs/" + job + "/checkpoints").map(node -> {
            JsonNode latest = node.path("latest").path("completed");
            return new Checkpoints(
                    latest.path("id").asLong(),
                    node.path("counts").path("restored").asLong());
        });
    }

    void cancel(String job) throws InterruptedException {
        send(request("/jobs/" + job).method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    /** Asks for the job's end with a last checkpoint; gives the request's id. */
    String stop(String job, String folder) throws InterruptedException {
        return post("/jobs/" + job + "/stop", "{\"targetDirectory\": \"" + folder + "\", \"drain\": false}")
                .map(node -> node.path("request-id").asText())
                .orElseThrow(() -> new ChaosFailure("The job manager does not take the request to stop the job"));
    }

    private Optional<JsonNode> get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    private Optional<JsonNode> post(String path, String body) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER);
    }

    private Optional<JsonNode> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() / 100 == 2 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
