package dev.milepost.engine;

import com.clickhouse.client.api.internal.ClickHouseLZ4OutputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import net.jpountz.lz4.LZ4Factory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request: what may ask, what it asks, the engine's answer. */
final class FrontHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FrontHandler.class);

    /** The block that ClickHouse's own compressed responses come in. */
    private static final int LZ4_BLOCK_BYTES = 1 << 16;

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<Integer> NOT_FOUND = Set.of(46, 47, 60, 81, 115);
    private static final Set<Integer> BAD_REQUEST = Set.of(36, 62, 456, 457);

    private final EmbeddedClickHouse engine;

    FrontHandler(EmbeddedClickHouse engine) {
        this.engine = engine;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isLocal(exchange.getRequestHeaders())) {
                send(exchange, 403, "Milepost's ClickHouse answers programs on this machine, not web pages\n");
                return;
            }
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/ping")) {
                send(exchange, 200, "Ok.\n");
            } else if (path.equals("/")) {
                statement(exchange);
            } else {
                send(exchange, 404, "There is no resource " + path + ": statements go to /\n");
            }
        } catch (RuntimeException e) {
            LOG.error("A request to ClickHouse's HTTP interface failed", e);
            throw e;
        }
    }

    private void statement(HttpExchange exchange) throws IOException {
        String queryId = "";
        boolean answering = false;
        try {
            FrontRequest request = FrontRequest.read(exchange);
            queryId = request.queryId();
            if (request.isEmpty()) {
                send(exchange, 200, "Ok.\n");
                return;
            }
            try (EngineResult result = request.run(engine)) {
                describe(exchange, queryId, request.resultFormat(), result);
                answering = true;
                answer(exchange, request.compressedResponse(), result);
            }
        } catch (EngineException e) {
            if (answering) {
                throw e;
            }
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-ClickHouse-Exception-Code", Integer.toString(e.code()));
            headers.set("X-ClickHouse-Query-Id", queryId);
            send(exchange, status(e.code()), e.getMessage() + "\n");
        }
    }

    private static void describe(HttpExchange exchange, String queryId, String format, EngineResult result) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType(format));
        headers.set("X-ClickHouse-Format", format);
        headers.set("X-ClickHouse-Query-Id", queryId);
        headers.set("X-ClickHouse-Server-Display-Name", "milepost");
        headers.set("X-ClickHouse-Timezone", "UTC");
        headers.set(
                "X-ClickHouse-Summary",
                String.format(
                        Locale.ROOT,
                        "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
                                + "\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\","
                                + "\"elapsed_ns\":\"%d\"}",
                        result.storageRowsRead(),
                        result.storageBytesRead(),
                        result.rowsWritten(),
                        result.bytesWritten(),
                        result.rowsRead(),
                        result.length(),
                        result.elapsedNanos()));
    }

    private static void answer(HttpExchange exchange, boolean compressed, EngineResult result) throws IOException {
        if (!compressed) {
            long length = result.length();
            exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
            result.writeTo(exchange.getResponseBody());
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new ClickHouseLZ4OutputStream(
                exchange.getResponseBody(), LZ4Factory.fastestInstance().fastCompressor(), LZ4_BLOCK_BYTES)) {
            result.writeTo(out);
        }
    }

    /**
     * A browser would let any page post to a port of this machine, and the engine reads and writes files: so whoever carries
     * an Origin, or believes to talk to another host, is turned away.
     */
    private static boolean isLocal(Headers headers) {
        String host = headers.getFirst("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK_NAMES.contains(name) && headers.getFirst("Origin") == null;
    }

    private static int status(int code) {
        if (NOT_FOUND.contains(code)) {
            return 404;
        }
        return BAD_REQUEST.contains(code) ? 400 : 500;
    }

    private static String contentType(String format) {
        if (format.equals("JSON") || format.equals("JSONCompact")) {
            return "application/json; charset=UTF-8";
        }
        if (format.startsWith("JSON")) {
            return "application/x-ndjson; charset=UTF-8";
        }
        if (format.startsWith("TabSeparated") || format.startsWith("TSV")) {
            return "text/tab-separated-values; charset=UTF-8";
        }
        return format.startsWith("CSV") ? "text/csv; charset=UTF-8" : "application/octet-stream";
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        if (exchange.getResponseHeaders().getFirst("Content-Type") == null) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
