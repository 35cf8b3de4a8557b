package dev.milepost.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.schemas.ConfluentWire.UnknownSchemaException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;

/**
 * Asks a registry for one schema, once: {@code GET /schemas/ids/{id}} (Confluent Schema Registry, "API reference").
 *
 * <p>Answers are sorted by what another request could change. A schema, or that there is none (404 with the error code 40403),
 * is final. Everything else may be a server that starts, a proxy in front of it or a wrong address, and leaves the
 * question open.
 */
final class RegistryClient {

    private static final int LONGEST_ANSWER = 16 << 20;
    private static final int SHOWN = 200;
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String url;
    private final RegistryCredentials credentials;
    private final Duration timeout;

    RegistryClient(String url, RegistryCredentials credentials, Duration timeout) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                // The credentials are for one host.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.credentials = credentials;
        this.timeout = timeout;
    }

    /**
     * The schema of that id.
     *
     * @throws UnknownSchemaException if the registry says that it has none, or has one that is not Avro's
     * @throws RegistryUnavailableException if there is no such answer within the timeout
     */
    Schema schema(int id) throws UnknownSchemaException, RegistryUnavailableException, InterruptedException {
        HttpResponse<byte[]> answer = answer(id);
        JsonNode json = json(answer.body());
        if (answer.statusCode() == 200 && json.path("schema").isTextual()) {
            return parse(id, json);
        }
        // A proxy, and a registry at a wrong path, say 404 too: the latter with an error code, 404.
        if (answer.statusCode() == 404 && json.path("error_code").asInt() == SCHEMA_NOT_FOUND) {
            throw new UnknownSchemaException("the schema registry at " + url + " knows no schema of id " + id
                    + ": the producer uses another registry, or these bytes are no record");
        }
        throw new RegistryUnavailableException(words(answer.statusCode(), json, answer.body().length), null);
    }

    private HttpResponse<byte[]> answer(int id) throws RegistryUnavailableException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id))
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json")
                .timeout(timeout);
        credentials.header().ifPresent(value -> request.header("Authorization", value));
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.build(), info -> new LimitedBody(LONGEST_ANSWER));
        try {
            // The request's own timeout ends with the first line of the answer.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RegistryUnavailableException("no whole answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new RegistryUnavailableException("no answer: " + root(e), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? JSON.missingNode() : json;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory", e);
        }
    }

    private static Schema parse(int id, JsonNode json) throws UnknownSchemaException {
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UnknownSchemaException("the schema of id " + id + " is of " + type + ", and must be of Avro");
        }
        if (!json.path("references").isEmpty()) {
            throw new UnknownSchemaException("the schema of id " + id + " refers to another, "
                    + json.path("references").path(0).path("name").asText() + ": register it with all its types");
        }
        try {
            // A writer's defaults say nothing about its bytes; older registries let wrong ones in.
            return new Schema.Parser()
                    .setValidateDefaults(false)
                    .parse(json.path("schema").textValue());
        } catch (RuntimeException e) {
            // Avro's parser shows some malformed schemas by whatever exception they make its own code throw.
            throw new UnknownSchemaException("the schema of id " + id + " is none of Avro: " + cut(e.toString()));
        }
    }

    private String words(int status, JsonNode json, int length) {
        if (status == 401 || status == 403) {
            return "status " + status + ": it does not let " + credentials + " in. Set " + RegistryCredentials.USER
                    + " and " + RegistryCredentials.PASSWORD + " where the job is started";
        }
        return "status " + status + " and "
                + (json.isMissingNode()
                        ? length + " bytes that are no JSON: is registry.url right?"
                        : "the JSON " + cut(json.toString()));
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static String root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
