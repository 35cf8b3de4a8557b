package dev.milepost.runtime.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Speaks to ClickHouse over HTTP: statements, queries, blocks of rows.
 *
 * <p>Every call is carried out once, in the calling thread, and either returns when the server has answered or throws
 * within the timeout: retries are the caller's business. Bodies are not compressed (the server is near). Safe for
 * several threads.
 */
public final class ClickHouseClient implements Sql, AutoCloseable {

    /** How long a call may be without a byte of answer. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectReader ROWS =
            new ObjectMapper().readerFor(new TypeReference<LinkedHashMap<String, Object>>() {});

    private final Client client;
    private final ClickHouseUrl url;

    private ClickHouseClient(Client client, ClickHouseUrl url) {
        this.client = client;
        this.url = url;
    }

    /** A client of that server. Nothing is sent yet. */
    public static ClickHouseClient of(ClickHouseUrl url, String user, String password) {
        return of(url, user, password, DEFAULT_TIMEOUT);
    }

    /** A client of that server whose calls may be without an answer for so long. Nothing is sent yet. */
    public static ClickHouseClient of(ClickHouseUrl url, String user, String password, Duration timeout) {
        return new ClickHouseClient(builder(url, user, password, timeout).build(), url);
    }

    /** The same for what people ask: the server's log of queries does not get it, for it may name somebody. */
    public static ClickHouseClient unlogged(ClickHouseUrl url, String user, String password, Duration timeout) {
        return new ClickHouseClient(
                builder(url, user, password, timeout)
                        .serverSetting("log_queries", "0")
                        .build(),
                url);
    }

    private static Client.Builder builder(ClickHouseUrl url, String user, String password, Duration timeout) {
        return new Client.Builder()
                .addEndpoint(url.endpoint())
                .setUsername(user == null || user.isEmpty() ? "default" : user)
                .setPassword(password == null ? "" : password)
                .setDefaultDatabase(url.database())
                .setMaxRetries(0)
                .compressClientRequest(false)
                .compressServerResponse(false)
                .setConnectTimeout(CONNECT_TIMEOUT.toMillis(), ChronoUnit.MILLIS)
                .setSocketTimeout(timeout.toMillis(), ChronoUnit.MILLIS)
                .setClientName("milepost");
    }

    /** Where this client sends to. */
    public ClickHouseUrl url() {
        return url;
    }

    /** Carries out a statement that answers nothing. */
    @Override
    public void execute(String sql) throws ClickHouseFailure {
        call(() -> {
            try (QueryResponse response = client.query(sql).get()) {
                response.getInputStream().transferTo(OutputStream.nullOutputStream());
                return null;
            }
        });
    }

    /**
     * The rows of a query without a FORMAT clause: column to text, in the query's order; SQL's NULL is null.
     *
     * <p>They are held in memory: for questions with small answers.
     */
    @Override
    public List<Map<String, String>> query(String sql) throws ClickHouseFailure {
        return query(sql, Map.of());
    }

    /**
     * The rows of a query, as above, with values for its places <code>{name:Type}</code>.
     *
     * @param parameters the value of each place by its name, as ClickHouse writes values of that type in tab-separated
     *     text: a backslash in it is doubled
     */
    public List<Map<String, String>> query(String sql, Map<String, String> parameters) throws ClickHouseFailure {
        return query(sql, parameters, Map.of());
    }

    /** The same with settings of ClickHouse for this query alone, such as {@code readonly}. */
    public List<Map<String, String>> query(
            String sql, Map<String, String> parameters, Map<String, String> serverSettings) throws ClickHouseFailure {
        QuerySettings settings = asRows("1", serverSettings);
        return call(() -> {
            try (QueryResponse response =
                    client.query(sql, Map.copyOf(parameters), settings).get()) {
                return rows(response.getInputStream());
            }
        });
    }

    /** The same with values as JSON has them: whole numbers of all sizes, truth values, lists; decimals and times are texts. */
    public List<Map<String, Object>> objects(
            String sql, Map<String, String> parameters, Map<String, String> serverSettings) throws ClickHouseFailure {
        QuerySettings settings = asRows("0", serverSettings);
        return call(() -> {
            try (QueryResponse response =
                            client.query(sql, Map.copyOf(parameters), settings).get();
                    MappingIterator<Map<String, Object>> lines = ROWS.readValues(response.getInputStream())) {
                return lines.readAll();
            }
        });
    }

    private static QuerySettings asRows(String quoteIntegers, Map<String, String> serverSettings) {
        QuerySettings settings = new QuerySettings()
                .setFormat(ClickHouseFormat.JSONEachRow)
                .serverSetting("output_format_json_quote_64bit_integers", quoteIntegers)
                .serverSetting("output_format_json_quote_decimals", "1")
                .serverSetting("output_format_json_quote_denormals", "1");
        serverSettings.forEach(settings::serverSetting);
        return settings;
    }

    private static List<Map<String, String>> rows(InputStream in) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (MappingIterator<Map<String, Object>> lines = ROWS.readValues(in)) {
            while (lines.hasNextValue()) {
                Map<String, String> row = new LinkedHashMap<>();
                lines.nextValue().forEach((name, value) -> row.put(name, value == null ? null : value.toString()));
                rows.add(row);
            }
        }
        return rows;
    }

    /** Copies a query's answer, in a format that ClickHouse knows by name, such as CSVWithNames. */
    public void copy(String sql, String format, OutputStream out) throws ClickHouseFailure {
        copy(sql, format, Map.of(), out);
    }

    /** The same with settings of ClickHouse for this query alone, such as {@code readonly}. */
    public void copy(String sql, String format, Map<String, String> serverSettings, OutputStream out)
            throws ClickHouseFailure {
        QuerySettings settings = new QuerySettings().serverSetting("default_format", format);
        serverSettings.forEach(settings::serverSetting);
        call(() -> {
            try (QueryResponse response = client.query(sql, settings).get()) {
                response.getInputStream().transferTo(out);
                return null;
            }
        });
    }

    /** As {@link #insert(String, String, byte[], byte[], String)}, into the store that a warehouse has from the start. */
    public void insert(String table, byte[] header, byte[] rows, String deduplicationToken) throws ClickHouseFailure {
        insert(Migrator.STORE, table, header, rows, deduplicationToken);
    }

    /**
     * Inserts one block.
     *
     * @param store {@link Migrator#STORE} or {@link Migrator#SECOND_STORE}
     * @param table a table of it
     * @param header the block's column names and types: {@link RowEncoder#header()}
     * @param rows the bytes of the rows, one after the other
     * @param deduplicationToken a block whose token the table has seen before is not inserted again
     */
    public void insert(String store, String table, byte[] header, byte[] rows, String deduplicationToken)
            throws ClickHouseFailure {
        InsertSettings settings = new InsertSettings()
                .setDeduplicationToken(deduplicationToken)
                .serverSetting("async_insert", "0")
                // A block that events has and signals does not is inserted again, into signals alone; older servers do
                // not by default.
                .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1")
                // By default a column that the table lacks is dropped in silence.
                .serverSetting("input_format_skip_unknown_fields", "0")
                // A backfill's block may span many months; the limit's error code is also that of a busy server.
                .serverSetting("max_partitions_per_insert_block", "0");
        call(() -> {
            // Written from the arrays, not read from a stream: whatever sends the body again sends all of it.
            DataStreamWriter block = out -> {
                out.write(header);
                out.write(rows);
            };
            client.insert(store + "." + table, block, ClickHouseFormat.RowBinaryWithNamesAndTypes, settings)
                    .get()
                    .close();
            return null;
        });
    }

    private <T> T call(Callable<T> work) throws ClickHouseFailure {
        try {
            return work.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClickHouseFailure(ClickHouseFailure.NO_CODE, "Interrupted while waiting for ClickHouse", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (Exception e) {
            throw failure(e);
        }
    }

    private ClickHouseFailure failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException server && server.getCode() > 0) {
                return new ClickHouseFailure(
                        server.getCode(),
                        "ClickHouse at " + url + " refused the statement with code " + server.getCode() + ": "
                                + server.getMessage(),
                        thrown);
            }
        }
        return new ClickHouseFailure(
                ClickHouseFailure.NO_CODE, "ClickHouse at " + url + " gave no answer: " + root(thrown), thrown);
    }

    /** The innermost cause in one line; those around it are the client's account of its attempts. */
    private static String root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String kind = root.getClass().getSimpleName();
        return root.getMessage() == null ? kind : root.getMessage() + " (" + kind + ")";
    }

    @Override
    public void close() {
        client.close();
    }
}
