package dev.milepost.cli;

import com.sun.net.httpserver.HttpServer;
import dev.milepost.runtime.ingest.PersonalData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Commands that have secrets in their environment, or are given one where none belongs. Most of them fail. */
final class SecretiveCommands {

    private SecretiveCommands() {}

    /**
     * Runs them.
     *
     * @param folder with the input
     * @param secret gets what is given to them
     * @param url of a warehouse
     */
    static void run(Shell shell, Said said, Path folder, Canaries secret, String url) throws IOException {
        String typed = secret.secret("typed");
        String input = folder.resolve("input").toString();
        Path settings = Files.writeString(
                folder.resolve("settings.yaml"), "clickhouse:\n  password: '" + typed + "\nlocal.partitions: 1\n");
        Path unknown = Files.writeString(folder.resolve("unknown.yaml"), "clickhouse.password: " + typed + "\n");
        said.run(shell, ExitCode.REFUSED_INPUT, "up", "--settings", settings.toString());
        said.run(shell, ExitCode.REFUSED_INPUT, "up", "--settings", unknown.toString(), "--verbose");
        said.run(
                shell,
                ExitCode.REFUSED_INPUT,
                "up",
                "--set",
                "registry.url=https://asker:" + typed + "@registry.example",
                "--verbose");
        said.run(
                shell,
                ExitCode.USAGE,
                "sql",
                "SELECT 1",
                "--clickhouse-url",
                url.replace("//", "//asker:" + typed + "@"),
                "--verbose");
        said.run(shell, ExitCode.USAGE, "backfill", "--clickhouse-password", typed);
        said.run(shell, ExitCode.USAGE, "users", "add", "ann", "--role", "analyst", "--password=" + typed);
        said.run(shell, ExitCode.FAILURE, "sql", "SELECT nothing", "--clickhouse-url", url, "--verbose");
        said.run(
                shell,
                ExitCode.FAILURE,
                "status",
                "u1",
                "--clickhouse-url",
                "jdbc:clickhouse://127.0.0.1:1/default",
                "--verbose");
        HttpServer refusing = refusing();
        String refused = "jdbc:clickhouse://127.0.0.1:" + refusing.getAddress().getPort() + "/default";
        said.run(shell, ExitCode.FAILURE, "backfill", "--events", input, "--clickhouse-url", refused, "--verbose");
        refusing.stop(0);
        Shell withShortKey =
                new Shell(shell.home().root(), Map.of(PersonalData.KEY_VARIABLE, secret.add("short-xyzzy-1")));
        said.run(withShortKey, ExitCode.REFUSED_INPUT, "send", input + "/signups-today.jsonl", "--verbose");
        for (String[] command :
                new String[][] {{"--help"}, {"settings"}, {"users", "list"}, {"status", "u1"}, {"program", "list"}}) {
            said.run(shell, ExitCode.OK, command);
        }
    }

    /** A server that knows nobody. */
    private static HttpServer refusing() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "Code: 516. DB::Exception: default: Authentication failed".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-ClickHouse-Exception-Code", "516");
            exchange.sendResponseHeaders(403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
