package dev.milepost.cli;

import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.engine.EngineException;
import dev.milepost.engine.EngineRequest;
import dev.milepost.engine.EngineResult;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What answers a statement: a server (the running stack is one), or a warehouse's folder that nobody has open. */
sealed interface SqlTarget {

    /** The database that names without one belong to. */
    String DATABASE = "milepost";

    /**
     * One statement.
     *
     * @param format of its answer, where it says none
     * @param readOnly it may ask, and set settings, but change nothing
     * @param colour its answer is for a person at a terminal: pretty formats are in colour
     */
    record Statement(String sql, String format, boolean readOnly, boolean colour) {

        /** One that may change something; its answer is for a program. */
        static Statement of(String sql, String format) {
            return new Statement(sql, format, false, false);
        }

        Map<String, String> settings() {
            // By default the engine looks whether its own process writes to a terminal, not who asks.
            Map<String, String> settings = new TreeMap<>(Map.of(COLOUR, colour ? "1" : "0"));
            if (readOnly) {
                settings.put(READ_ONLY, "2");
            }
            return settings;
        }
    }

    /** ClickHouse's setting: 1, nothing may be changed; 2, nothing but settings. */
    String READ_ONLY = "readonly";

    String COLOUR = "output_format_pretty_color";

    /** ClickHouse's code of a format that it does not know. */
    int UNKNOWN_FORMAT = 73;

    /**
     * Answers one statement.
     *
     * @throws CommandFailure with ClickHouse's own words where it refuses the statement
     */
    void run(Statement statement, OutputStream out) throws IOException;

    /** Opens the warehouse for more than one statement, as it is: nothing is migrated. */
    Warehouse open();

    /** The folder, absolute, or the server's JDBC URL. */
    String name();

    /**
     * Chooses, in this order: the server that is named; the folder that is named (through the stack or console that has it open,
     * if one does); the running stack; the warehouse last written.
     *
     * @param server may be null
     * @param folder may be null
     */
    static SqlTarget choose(Home home, PipelineRun.Warehouse server, Path folder) {
        if (server != null) {
            return new Server(server.url(), server.user(), server.password());
        }
        if (folder != null) {
            return ofFolder(home, folder);
        }
        Optional<RunFile> running = RunFile.running(home);
        if (running.isPresent()) {
            return Server.of(running.get());
        }
        String last = home.last()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOTHING_THERE,
                        "There is no running stack and no warehouse yet. Run ./milepost demo, or ./milepost backfill,"
                                + " or name one with --warehouse or --clickhouse-url."));
        if (last.startsWith("jdbc:")) {
            Map<String, String> environment = System.getenv();
            return new Server(
                    ClickHouseUrl.parse(last),
                    environment.getOrDefault(WarehouseOptions.USER, "default"),
                    environment.getOrDefault(WarehouseOptions.PASSWORD, ""));
        }
        return ofFolder(home, Path.of(last));
    }

    private static CommandFailure refused(Statement statement, int code, String message, Exception cause) {
        return new CommandFailure(
                ExitCode.FAILURE,
                code == UNKNOWN_FORMAT
                        ? "There is no format " + statement.format()
                                + ", or none of the name after FORMAT. All names: ./milepost sql"
                                + " \"SELECT name FROM system.formats WHERE is_output\""
                        : message,
                cause);
    }

    private static SqlTarget ofFolder(Home home, Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Path real = Folders.real(folder);
            for (Path data : List.of(home.data(), home.demo(), real.getParent(), real)) {
                Optional<RunFile> run = RunFile.running(data);
                if (run.isPresent() && Folders.areOneWarehouse(run.get().warehouse(), absolute.toString())) {
                    return Server.of(run.get());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The warehouse " + folder + " cannot be looked for", e);
        }
        if (!EmbeddedClickHouse.holdsData(absolute)) {
            throw new CommandFailure(
                    ExitCode.NOTHING_THERE, "There is no warehouse in " + folder + ": a backfill makes one.");
        }
        return new Folder(absolute);
    }

    /** A folder, opened for this one statement. */
    record Folder(Path folder) implements SqlTarget {

        @Override
        public void run(Statement statement, OutputStream out) throws IOException {
            try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(folder)) {
                if (engine.query("SELECT count() FROM system.databases WHERE name = '" + DATABASE + "'")
                        .equals("0")) {
                    throw new CommandFailure(
                            ExitCode.NOTHING_THERE, "The warehouse in " + folder + " has no tables yet.");
                }
                EngineRequest request = new EngineRequest(
                        statement.sql(), statement.format(), DATABASE, statement.settings(), Map.of());
                try (EngineResult result = engine.run(request)) {
                    result.writeTo(out);
                } catch (EngineException e) {
                    throw refused(statement, e.code(), e.getMessage(), e);
                }
                out.flush();
            }
        }

        @Override
        public Warehouse open() {
            return Warehouse.resting(folder);
        }

        @Override
        public String name() {
            return folder.toString();
        }
    }

    /** A server; spoken to by plain HTTP, for a command that is over in a moment. */
    record Server(ClickHouseUrl url, String user, String password) implements SqlTarget {

        private static final int CONNECT_MILLIS = 5_000;
        private static final String CODE = "X-ClickHouse-Exception-Code";

        static Server of(RunFile run) {
            return new Server(ClickHouseUrl.parse(run.clickhouse()), "default", "");
        }

        @Override
        public void run(Statement statement, OutputStream out) throws IOException {
            ByteArrayOutputStream mode = new ByteArrayOutputStream();
            send(Statement.of("SELECT getSetting('" + READ_ONLY + "')", "TabSeparated"), Map.of(), mode);
            Map<String, String> settings = new TreeMap<>(statement.settings());
            switch (mode.toString(StandardCharsets.UTF_8).strip()) {
                case "0" -> {}
                case "2" -> settings.remove(READ_ONLY);
                default -> settings.clear(); // this user may set nothing
            }
            send(statement, settings, out);
        }

        @Override
        public Warehouse open() {
            return Warehouse.serverAsItIs(new PipelineRun.Warehouse(url, user, password));
        }

        @Override
        public String name() {
            return url.toString();
        }

        private void send(Statement statement, Map<String, String> settings, OutputStream out) throws IOException {
            StringBuilder query =
                    new StringBuilder(url.endpoint()).append("/?database=").append(DATABASE);
            query.append("&default_format=").append(URLEncoder.encode(statement.format(), StandardCharsets.UTF_8));
            settings.forEach(
                    (name, value) -> query.append('&').append(name).append('=').append(value));
            URL address = URI.create(query.toString()).toURL();
            HttpURLConnection connection = (HttpURLConnection) address.openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("X-ClickHouse-User", user);
            connection.setRequestProperty("X-ClickHouse-Key", password);
            int status;
            try (OutputStream body = connection.getOutputStream()) {
                body.write(statement.sql().getBytes(StandardCharsets.UTF_8));
                body.close();
                status = connection.getResponseCode();
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.FAILURE, "ClickHouse at " + url + " does not answer: " + e.getMessage(), e);
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw refused(statement, connection.getHeaderFieldInt(CODE, status), problem(connection, status), null);
            }
            try (InputStream answer = connection.getInputStream()) {
                answer.transferTo(out);
            }
            out.flush();
        }

        private static String problem(HttpURLConnection connection, int status) throws IOException {
            try (InputStream answer = connection.getErrorStream()) {
                String text = answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
                return text.isEmpty() ? "ClickHouse answered with HTTP status " + status : text;
            }
        }
    }
}
