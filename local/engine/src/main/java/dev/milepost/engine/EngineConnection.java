package dev.milepost.engine;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One connection to the engine. It runs one statement at a time; several run in parallel. For one thread at a time. */
final class EngineConnection {
    private static final Pattern SYNC = Pattern.compile("\\s+(SYNC|NO\\s+DELAY)\\s*;?\\s*$", Pattern.CASE_INSENSITIVE);

    /** A property that names a server's configuration file, for tests of what a server is told: users and roles, Keeper. */
    private static final String CONFIG = "milepost.engine.config";

    private final Chdb chdb;
    private final Pointer handle;
    private String database = "default";
    private boolean tainted;

    private EngineConnection(Chdb chdb, Pointer handle) {
        this.chdb = chdb;
        this.handle = handle;
    }

    /** Opens a connection; the first of a process also starts the engine on that directory. */
    static EngineConnection open(Chdb chdb, Path directory) {
        String config = System.getProperty(CONFIG);
        String[] arguments = config == null
                ? new String[] {"clickhouse", "--path=" + directory}
                : new String[] {"clickhouse", "--path=" + directory, "--config-file=" + config};
        Pointer handle = SignalGuard.keepingHandlers(() -> chdb.chdb_connect(arguments.length, arguments));
        if (handle == null || handle.getPointer(0) == null) {
            throw new IllegalStateException("The ClickHouse engine does not open " + directory
                    + ": its files are damaged, of a newer version, or not writable");
        }
        EngineConnection connection = new EngineConnection(chdb, handle);
        connection.runPlain("SET session_timezone = 'UTC'");
        return connection;
    }

    /**
     * Runs a statement with its database and settings, and takes both back.
     *
     * @throws EngineException where ClickHouse refuses it
     */
    EngineResult run(EngineRequest request) {
        String sql = withoutSync(request.sql());
        tainted |= changesSession(sql);
        if (!request.database().equals(database)) {
            runPlain("USE " + identifier(request.database()));
            database = request.database();
        }
        if (request.settings().isEmpty()) {
            return query(sql, request.format(), request.parameters());
        }
        TreeSet<String> names = new TreeSet<>(request.settings().keySet());
        tainted = true;
        runPlain(names.stream()
                .map(name ->
                        identifier(name) + " = " + literal(request.settings().get(name)))
                .collect(Collectors.joining(", ", "SET ", "")));
        try {
            return query(sql, request.format(), request.parameters());
        } finally {
            // A session that was made read-only takes no setting back: its connection stays tainted.
            if (!names.contains("readonly")) {
                runPlain(names.stream()
                        .map(name -> identifier(name) + " = DEFAULT")
                        .collect(Collectors.joining(", ", "SET ", "")));
                tainted = changesSession(sql) || names.contains("session_timezone");
            }
        }
    }

    /** Whether a later statement would notice an earlier one, so that the connection must not be used again. */
    boolean tainted() {
        return tainted;
    }

    void close() {
        chdb.chdb_close_conn(handle);
    }

    /** Whether a statement may leave something behind in its session: settings, a database, a temporary table. */
    private static boolean changesSession(String sql) {
        SqlScanner scanner = new SqlScanner(sql);
        String first = scanner.nextToken().toUpperCase(Locale.ROOT);
        String second = scanner.nextToken().toUpperCase(Locale.ROOT);
        return first.equals("SET") || first.equals("USE") || second.equals("TEMPORARY") || scanner.hasSecondStatement();
    }

    /** A DROP … SYNC waits for a background task that this library does not run, for ever: it is run without SYNC. */
    static String withoutSync(String sql) {
        String first = new SqlScanner(sql).nextToken().toUpperCase(Locale.ROOT);
        return first.equals("DROP") || first.equals("DETACH")
                ? SYNC.matcher(sql).replaceFirst("")
                : sql;
    }

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    static String identifier(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    private void runPlain(String sql) {
        query(sql, "Null", Map.of()).close();
    }

    private EngineResult query(String sql, String format, Map<String, String> parameters) {
        byte[] sqlBytes = sql.getBytes(StandardCharsets.UTF_8);
        byte[] formatBytes = format.getBytes(StandardCharsets.UTF_8);
        Pointer connection = handle.getPointer(0);
        Pointer result;
        if (parameters.isEmpty()) {
            result = chdb.chdb_query_n(connection, sqlBytes, sqlBytes.length, formatBytes, formatBytes.length);
        } else {
            try (Strings names = Strings.of(parameters.keySet());
                    Strings values = Strings.of(parameters.values())) {
                result = chdb.chdb_query_with_params_n(
                        connection,
                        sqlBytes,
                        sqlBytes.length,
                        formatBytes,
                        formatBytes.length,
                        names.pointers(),
                        names.lengths(),
                        values.pointers(),
                        values.lengths(),
                        parameters.size());
            }
        }
        if (result == null) {
            throw new EngineException("The ClickHouse engine gave no result");
        }
        Pointer error = chdb.chdb_result_error(result);
        if (error != null) {
            String message = error.getString(0, "UTF-8");
            chdb.chdb_destroy_query_result(result);
            throw new EngineException(message);
        }
        return new EngineResult(chdb, result, format);
    }

    /** Strings as C wants them: an array of pointers and one of lengths. */
    private record Strings(Memory bytes, Memory pointers, Memory lengths) implements AutoCloseable {
        static Strings of(Iterable<String> texts) {
            byte[][] encoded = new byte[0][];
            int total = 0;
            for (String text : texts) {
                encoded = Arrays.copyOf(encoded, encoded.length + 1);
                encoded[encoded.length - 1] = text.getBytes(StandardCharsets.UTF_8);
                total += encoded[encoded.length - 1].length + 1;
            }
            Memory bytes = new Memory(total);
            Memory pointers = new Memory((long) encoded.length * Native.POINTER_SIZE);
            Memory lengths = new Memory((long) encoded.length * Native.SIZE_T_SIZE);
            bytes.clear();
            long offset = 0;
            for (int i = 0; i < encoded.length; i++) {
                bytes.write(offset, encoded[i], 0, encoded[i].length);
                pointers.setPointer((long) i * Native.POINTER_SIZE, bytes.share(offset));
                lengths.setLong((long) i * Native.SIZE_T_SIZE, encoded[i].length);
                offset += encoded[i].length + 1;
            }
            return new Strings(bytes, pointers, lengths);
        }

        @Override
        public void close() {
            bytes.close();
            pointers.close();
            lengths.close();
        }
    }
}
