package dev.milepost.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.console.Console;
import dev.milepost.console.TestWarehouse;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.settings.Settings;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs ask with a token, and get what the OpenAPI file says. */
class ApiIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE =
            Path.of("src", "main", "resources", "dev", "milepost", "console", "api", "openapi.json");

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static Console console;
    private static String admin;
    private static String growth;
    private static JsonNode description;

    @BeforeAll
    static void start() throws Exception {
        warehouse = TestWarehouse.seeded();
        LocalAccounts accounts = new LocalAccounts(folder.resolve(Console.ACCOUNTS));
        accounts.put("boss", EnumSet.of(Role.ADMIN), "correct horse battery");
        accounts.put("gro", EnumSet.of(Role.GROWTH), "correct horse battery");
        admin = accounts.token("boss").orElseThrow();
        growth = accounts.token("gro").orElseThrow();
        console = Console.start(Settings.defaults(), warehouse.reads(), folder, Clock.systemUTC());
        description = JSON.readTree(get("/api/openapi.json", "").body());
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        warehouse.close();
    }

    /** After a change of columns: {@code mvn -pl console -am verify -Dit.test=ApiIT -Dmilepost.write=true}. */
    @Test
    void theFileSaysWhatThereIs() throws Exception {
        ObjectNode now = new OpenApiFile(warehouse.reads()).write();
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(now) + "\n";
        if (Boolean.getBoolean("milepost.write")) {
            Files.writeString(FILE, text);
        }
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    static Stream<Resource> resources() {
        return Resource.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("resources")
    void answersAreAsTheFileHasThem(Resource resource) throws Exception {
        HttpResponse<String> answer = get(resource.path() + "?limit=7", admin);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("rows")).as("the seed has some").isNotEmpty();
        assertThat(new Described(description).errors("get", resource.path(), 200, body))
                .isEmpty();
    }

    static Stream<Arguments> filters() {
        return Resource.ALL.stream()
                .flatMap(resource -> resource.filters().stream().map(filter -> Arguments.of(resource, filter)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilterLeavesTheRowsThatHaveItsValue(Resource resource, String filter) throws Exception {
        String value = rows(resource.path() + "?limit=1").get(0).path(filter).asText();

        assertThat(rows(resource.path() + "?" + filter + "=" + encoded(value)))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.path(filter).asText()).isEqualTo(value));
    }

    /** Rows come once each, in one order, however they are cut. */
    @Test
    void pagesMakeTheWhole() throws Exception {
        JsonNode whole = rows("/api/v1/ledger?limit=1000");
        List<JsonNode> parts = new ArrayList<>();
        String next = "0";
        while (!next.isEmpty()) {
            JsonNode page = JSON.readTree(
                    get("/api/v1/ledger?limit=7&offset=" + next, admin).body());
            page.path("rows").forEach(parts::add);
            next = page.path("next").asText();
        }

        assertThat(parts).hasSizeGreaterThan(7).containsExactlyElementsOf(whole);
    }

    @Test
    void aFilterIsAValueAndNothingElse() throws Exception {
        JsonNode one = rows("/api/v1/rewards?limit=1").get(0);
        String id = one.path("reward_id").asText();

        assertThat(rows("/api/v1/rewards?reward_id=" + encoded(id))).containsExactly(one);
        assertThat(rows("/api/v1/rewards?reward_id=" + encoded(id + "' OR '1'='1")))
                .isEmpty();
        assertThat(rows("/api/v1/rewards?reward_id=" + encoded("\\' UNION ALL SELECT 1 --\t\n\0")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=ten", "offset=-1", "where=1", "reward_id%20OR%201=1"})
    void whatCannotBeAskedIsRefused(String parameters) throws Exception {
        HttpResponse<String> answer = get("/api/v1/rewards?" + parameters, admin);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(JSON.readTree(answer.body()).path("error").asText()).isNotEmpty();
    }

    @Test
    void aTokenIsItsAccountsAndNobodyElses() throws Exception {
        assertThat(get("/api/v1/programs", "").statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/programs", "guessed").statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/programs", growth).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/fraud-cases", growth).statusCode()).isEqualTo(403);
        assertThat(get("/dashboards", growth).statusCode())
                .as("a token is for the API alone")
                .isEqualTo(303);
        assertThat(Files.readString(folder.resolve(Console.ACCOUNTS))).doesNotContain(admin, growth);
    }

    @Test
    void aNewTokenEndsTheOneBefore() throws Exception {
        LocalAccounts accounts = new LocalAccounts(folder.resolve(Console.ACCOUNTS));
        accounts.put("bot", EnumSet.of(Role.ANALYST), "correct horse battery");
        String first = accounts.token("bot").orElseThrow();
        assertThat(get("/api/v1/programs", first).statusCode()).isEqualTo(200);
        String second = accounts.token("bot").orElseThrow();

        assertThat(get("/api/v1/programs", first).statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/programs", second).statusCode()).isEqualTo(200);
    }

    private static JsonNode rows(String path) throws Exception {
        return JSON.readTree(get(path, admin).body()).path("rows");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
