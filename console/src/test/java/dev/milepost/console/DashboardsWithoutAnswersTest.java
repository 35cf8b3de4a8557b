package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read of dashboards while the warehouse is away, refuses what it is asked, or answers something else. */
class DashboardsWithoutAnswersTest {

    private static final String PASSWORD = "correct horse battery";

    /** A dashboard without variables that are asked for, so that nothing but the panel fails. */
    private static final String PANEL = "/dashboards/milepost-health/panels/1";

    @TempDir
    private static Path folder;

    private static volatile int status;
    private static volatile String answer;
    private static HttpServer server;
    private static ClickHouseClient client;
    private static Console console;
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = ClickHouseClient.of(
                ClickHouseUrl.parse(
                        "jdbc:clickhouse://127.0.0.1:" + server.getAddress().getPort() + "/milepost"),
                "",
                "");
        new LocalAccounts(folder.resolve(Console.ACCOUNTS)).put("ann", EnumSet.of(Role.ANALYST), PASSWORD);
        console = Console.start(Settings.defaults(), new Reads(client), folder, Clock.systemUTC());
        browser = new TestBrowser(console);
        browser.signIn("ann", PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        client.close();
        server.stop(0);
    }

    @BeforeEach
    void refuse() {
        status = 500;
        answer = "Code: 60. DB::Exception: Unknown table expression identifier 'inner-host.secrets'";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dashboards/milepost-conversion",
                "/dashboards/milepost-conversion/panels/1",
                "/dashboards/milepost-conversion/panels/1/csv",
                PANEL,
                PANEL + "/csv"
            })
    void aWarehouseThatRefusesIsNoFaultOfTheServer(String path) throws Exception {
        HttpResponse<String> page = browser.get(path);

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("warehouse gave no answer, or took too long");
        assertThat(page.body()).doesNotContain("DB::Exception", "inner-host", "127.0.0.1", "Code: 60");
        assertThat(page.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @Test
    void aPanelSaysWhichItIsAndWhatToDo() throws Exception {
        assertThat(browser.part(PANEL).body())
                .contains(
                        "role=\"alert\"",
                        "“",
                        "” cannot be shown",
                        "Choose a shorter time",
                        "panel 1 of milepost-health");
    }

    @ParameterizedTest
    @ValueSource(strings = {PANEL, PANEL + "/csv"})
    void anAnswerThatDoesNotFitThePanelIsSaidSo(String path) throws Exception {
        status = 200;
        answer = "{\"inner-host\": 1}";

        HttpResponse<String> page = browser.get(path);

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body())
                .contains("does not fit it", "panel 1 of milepost-health")
                .doesNotContain("inner-host");
    }
}
