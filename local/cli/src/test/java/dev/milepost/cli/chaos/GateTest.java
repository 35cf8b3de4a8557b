package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate before an HTTP server that notes what it is asked. */
class GateTest {

    private final List<String> served = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;
    private Gate gate;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            served.add(exchange.getRequestURI().getQuery());
            byte[] answer = "Ok".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        gate = Gate.before(server.getAddress().getPort());
    }

    @AfterEach
    void close() {
        gate.close();
        server.stop(0);
    }

    @Test
    void handsRequestsOnAndCountsInsertsAndTheirRepetitions() throws Exception {
        assertThat(send("query=SELECT").get()).isEqualTo("Ok");
        assertThat(send("insert_deduplication_token=a").get()).isEqualTo("Ok");
        assertThat(send("insert_deduplication_token=b").get()).isEqualTo("Ok");
        assertThat(send("insert_deduplication_token=a").get()).isEqualTo("Ok");
        assertThat(served).hasSize(4);
        assertThat(gate.inserts()).isEqualTo(3);
        assertThat(gate.repeated()).isEqualTo(1);
    }

    @Test
    void holdsTheAnswerToAnInsertThatHasGoneIn() throws Exception {
        Gate.Held held = gate.holdNextInsert();
        assertThat(send("query=SELECT").get()).isEqualTo("Ok");
        CompletableFuture<String> insert = send("insert_deduplication_token=t");
        assertThat(held.seen().get(2, TimeUnit.MINUTES)).isEqualTo("t");
        assertThat(served).contains("insert_deduplication_token=t");
        assertThat(insert).isNotDone();
        held.lose();
        assertThatThrownBy(insert::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(send("insert_deduplication_token=t").get()).isEqualTo("Ok");
    }

    @Test
    void nobodyComesThroughWhileItIsShut() throws Exception {
        assertThat(send("query=1").get()).isEqualTo("Ok");
        gate.shut();
        assertThatThrownBy(() -> send("query=2").get()).hasRootCauseInstanceOf(IOException.class);
        // The first may have tried a connection of before alone.
        assertThatThrownBy(() -> send("query=2").get()).hasRootCauseInstanceOf(IOException.class);
        assertThat(gate.turnedAway()).isPositive();
        gate.open();
        assertThat(send("query=3").get()).isEqualTo("Ok");
        assertThat(served).containsExactly("query=1", "query=3");
    }

    private CompletableFuture<String> send(String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gate.port() + "/?" + query))
                .POST(HttpRequest.BodyPublishers.ofString("rows"))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }
}
