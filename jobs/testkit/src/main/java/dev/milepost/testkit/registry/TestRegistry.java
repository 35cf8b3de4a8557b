package dev.milepost.testkit.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers {@code GET /schemas/ids/{id}} on the loopback interface as Confluent's registry does, except where it is told
 * to answer otherwise. It can go away and come back on its port.
 */
public final class TestRegistry implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/schemas/ids/";

    /**
     * An answer out of turn.
     *
     * @param body sent in two halves
     * @param between how long the second half keeps one waiting
     */
    public record Reply(int status, String body, Duration between) {

        public Reply(int status, String body) {
            this(status, body, Duration.ZERO);
        }
    }

    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
    private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-registry");
        thread.setDaemon(true);
        return thread;
    });
    private HttpServer server;
    private int port;

    public TestRegistry() {
        start();
    }

    /** Bytes of a record in Confluent's framing. */
    public static byte[] framed(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public void register(int id, String schema) {
        schemas.put(id, schema);
    }

    /** Answers the next request so, whatever it asks. */
    public void reply(Reply reply) {
        next.add(reply);
    }

    /** The ids that were asked for, as often as they were. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The Authorization headers that came with them. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** Goes away: connections are refused. */
    public void stop() {
        server.stop(0);
    }

    /** Comes back where it was. */
    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No registry can be started on port " + port, e);
        }
        port = server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path.substring(path.lastIndexOf('/') + 1));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            authorizations.add(authorization);
        }
        Reply told = next.poll();
        Reply reply = told == null ? reply(path) : told;
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length == 0) {
            exchange.close();
            return;
        }
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body, 0, body.length / 2);
            out.flush();
            Thread.sleep(reply.between().toMillis());
            out.write(body, body.length / 2, body.length - body.length / 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(String path) throws IOException {
        String schema = path.startsWith(PATH) ? schemas.get(Integer.parseInt(path.substring(PATH.length()))) : null;
        return schema == null
                ? new Reply(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}")
                : new Reply(200, JSON.writeValueAsString(Map.of("schema", schema)));
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
