package dev.milepost.engine;

import com.clickhouse.client.api.internal.ClickHouseLZ4InputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Factory;

/** What an HTTP request asks of the engine. */
final class FrontRequest {
    /** An INSERT that comes in the body must name its table, columns and format within this many bytes. */
    private static final int HEAD_BYTES = 1 << 20;

    private static final int LZ4_BLOCK_BYTES = 1 << 16;

    /** Parameters of the HTTP interface that are no settings and mean nothing here. */
    private static final Set<String> IGNORED = Set.of(
            "user",
            "password",
            "quota_key",
            "role",
            "session_timeout",
            "session_check",
            "stacktrace",
            "wait_end_of_query",
            "buffer_size",
            "enable_http_compression",
            "client_protocol_version",
            "close_session");

    private static final Pattern FORMAT_CLAUSE =
            Pattern.compile("\\bFORMAT\\s+(\\w+)\\s*;?\\s*$", Pattern.CASE_INSENSITIVE);

    private static final int NOT_IMPLEMENTED = 48;

    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private String database = "default";
    private String format = "TabSeparated";
    private String queryId = UUID.randomUUID().toString();
    private String query = "";
    private boolean compressedRequest;
    private boolean compressedResponse;
    private String sql = "";
    private InputStream data;

    private FrontRequest() {}

    /** @throws EngineException where it asks for what this front does not do */
    static FrontRequest read(HttpExchange exchange) throws IOException {
        FrontRequest request = new FrontRequest();
        request.readHeaders(exchange.getRequestHeaders());
        request.readParameters(exchange.getRequestURI().getRawQuery());
        request.readBody(request.decoded(exchange));
        return request;
    }

    boolean isEmpty() {
        return sql.isBlank();
    }

    String queryId() {
        return queryId;
    }

    boolean compressedResponse() {
        return compressedResponse;
    }

    /** The format that the result comes in. */
    String resultFormat() {
        Matcher matcher = FORMAT_CLAUSE.matcher(sql);
        return data == null && matcher.find() ? matcher.group(1) : format;
    }

    /** Has the engine run it. The caller closes the result. */
    EngineResult run(EmbeddedClickHouse engine) throws IOException {
        EngineRequest request = new EngineRequest(sql, format, database, settings, parameters);
        return data == null ? engine.run(request) : engine.insert(request, data);
    }

    private void readHeaders(Headers headers) {
        database = valueOr(headers.getFirst("X-ClickHouse-Database"), database);
        format = valueOr(headers.getFirst("X-ClickHouse-Format"), format);
        queryId = valueOr(headers.getFirst("X-ClickHouse-Query-Id"), queryId);
    }

    private void readParameters(String rawQuery) {
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (name.startsWith("param_")) {
                parameters.put(name.substring("param_".length()), value);
                continue;
            }
            switch (name) {
                case "query" -> query = value;
                case "database" -> database = valueOr(value, database);
                case "default_format" -> format = valueOr(value, format);
                case "query_id" -> queryId = valueOr(value, queryId);
                case "compress" -> compressedResponse = value.equals("1");
                case "decompress" -> compressedRequest = value.equals("1");
                case "session_id" ->
                    throw new EngineException(
                            NOT_IMPLEMENTED,
                            "NOT_IMPLEMENTED",
                            "Sessions are not supported here: leave session_id out");
                default -> {
                    if (!IGNORED.contains(name)) {
                        settings.put(name, value);
                    }
                }
            }
        }
    }

    private InputStream decoded(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        String encoding = valueOr(exchange.getRequestHeaders().getFirst("Content-Encoding"), "identity");
        if (compressedRequest) {
            return new ClickHouseLZ4InputStream(
                    body, LZ4Factory.fastestInstance().fastDecompressor(), LZ4_BLOCK_BYTES);
        }
        return switch (encoding) {
            case "identity" -> body;
            case "gzip" -> new GZIPInputStream(body, 1 << 16);
            default ->
                throw new EngineException(
                        NOT_IMPLEMENTED,
                        "NOT_IMPLEMENTED",
                        "Content-Encoding " + encoding + " is not supported here: send gzip or uncompressed");
        };
    }

    private void readBody(InputStream body) throws IOException {
        if (!query.isBlank()) {
            sql = query;
            InsertStatement insert = InsertStatement.parse(query);
            if (insert != null) {
                byte[] inline = query.substring(insert.dataStart()).getBytes(StandardCharsets.UTF_8);
                sql = query.substring(0, insert.dataStart());
                data = new SequenceInputStream(new ByteArrayInputStream(inline), body);
                return;
            }
            byte[] rest = body.readAllBytes();
            refuseLostInput(query, rest.length);
            sql = rest.length == 0 ? query : query + "\n" + new String(rest, StandardCharsets.UTF_8);
            return;
        }
        byte[] head = body.readNBytes(HEAD_BYTES);
        // One character per byte, so that positions are byte positions; what matters to the scanner is ASCII.
        InsertStatement insert = InsertStatement.parse(new String(head, StandardCharsets.ISO_8859_1));
        if (insert == null) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(head);
            body.transferTo(all);
            sql = all.toString(StandardCharsets.UTF_8);
        } else {
            int dataStart = insert.dataStart();
            sql = new String(head, 0, dataStart, StandardCharsets.UTF_8);
            data = new SequenceInputStream(new ByteArrayInputStream(head, dataStart, head.length - dataStart), body);
        }
    }

    private static void refuseLostInput(String statement, int bodyBytes) {
        if (bodyBytes > 0 && statement.stripLeading().regionMatches(true, 0, "INSERT", 0, 6)) {
            throw new EngineException(
                    NOT_IMPLEMENTED,
                    "NOT_IMPLEMENTED",
                    "INSERT … SELECT … FROM input() with a body is not supported here");
        }
    }

    private static String valueOr(String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
