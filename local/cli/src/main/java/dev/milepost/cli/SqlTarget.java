package dev.milepost.cli;

import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.engine.EngineRequest;
import dev.milepost.engine.EngineResult;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What answers a statement: a server (the running stack is one), or a warehouse's folder that nobody has open. */
sealed interface SqlTarget {

    /** The database that names without one belong to. */
    String DATABASE = "milepost";

    /**
     * Answers one statement.
     *
     * @throws CommandFailure with ClickHouse's own words where it refuses the statement
     */
    void run(String sql, String format, OutputStream out) throws IOException;

    /**
     * Chooses, in this order: the server that is named; the folder that is named (through the stack that has it open, if
     * one does); the running stack; the warehouse last written.
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

    private static SqlTarget ofFolder(Home home, Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        for (Path data : List.of(home.data(), home.demo(), absolute.getParent())) {
            Optional<RunFile> run =
                    RunFile.running(data).filter(at -> at.warehouse().equals(absolute.toString()));
            if (run.isPresent()) {
                return Server.of(run.get());
            }
        }
        if (!Files.isDirectory(absolute)) {
            throw new CommandFailure(
                    ExitCode.NOTHING_THERE, "There is no warehouse in " + folder + ": a backfill makes one.");
        }
        return new Folder(absolute);
    }

    /** A folder, opened for this one statement. */
    record Folder(Path folder) implements SqlTarget {

        @Override
        public void run(String sql, String format, OutputStream out) throws IOException {
            try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(folder)) {
                if (engine.query("SELECT count() FROM system.databases WHERE name = '" + DATABASE + "'")
                        .equals("0")) {
                    throw new CommandFailure(
                            ExitCode.NOTHING_THERE, "The warehouse in " + folder + " has no tables yet.");
                }
                EngineRequest request = new EngineRequest(sql, format, DATABASE, Map.of(), Map.of());
                try (EngineResult result = engine.run(request)) {
                    result.writeTo(out);
                }
                out.flush();
            }
        }
    }

    /** A server; spoken to by plain HTTP, for a command that is over in a moment. */
    record Server(ClickHouseUrl url, String user, String password) implements SqlTarget {

        private static final int CONNECT_MILLIS = 5_000;

        static Server of(RunFile run) {
            return new Server(ClickHouseUrl.parse(run.clickhouse()), "default", "");
        }

        @Override
        public void run(String sql, String format, OutputStream out) throws IOException {
            URL address = URI.create(url.endpoint() + "/?database=" + DATABASE + "&default_format="
                            + URLEncoder.encode(format, StandardCharsets.UTF_8))
                    .toURL();
            HttpURLConnection connection = (HttpURLConnection) address.openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("X-ClickHouse-User", user);
            connection.setRequestProperty("X-ClickHouse-Key", password);
            int status;
            try (OutputStream body = connection.getOutputStream()) {
                body.write(sql.getBytes(StandardCharsets.UTF_8));
                body.close();
                status = connection.getResponseCode();
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.FAILURE, "ClickHouse at " + url + " does not answer: " + e.getMessage(), e);
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw new CommandFailure(ExitCode.FAILURE, problem(connection, status));
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
