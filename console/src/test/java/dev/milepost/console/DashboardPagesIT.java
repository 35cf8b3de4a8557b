package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.dashboards.Dashboard;
import dev.milepost.dashboards.Dashboards;
import dev.milepost.dashboards.Panel;
import dev.milepost.dashboards.PanelType;
import dev.milepost.runtime.settings.Settings;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dashboard and every panel of the seed, as the console shows them. */
class DashboardPagesIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Pattern MARKS = Pattern.compile("data-marks=\"(\\d+)\"");
    private static final Set<PanelType> OF_EACH_NUMBER = EnumSet.of(PanelType.TIMESERIES, PanelType.BARCHART);

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static Console console;
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        warehouse = TestWarehouse.seeded();
        LocalAccounts accounts = new LocalAccounts(folder.resolve("accounts.json"));
        accounts.put("ann", EnumSet.of(Role.ANALYST), PASSWORD);
        accounts.put("rita", EnumSet.of(Role.REVIEWER), PASSWORD);
        accounts.put("gro", EnumSet.of(Role.GROWTH), PASSWORD);
        Settings settings = Settings.defaults().with(ConsoleSettings.REQUESTS_PER_MINUTE, 100_000);
        console = Console.start(settings, warehouse.reads(), folder, CLOCK);
        browser = new TestBrowser(console);
        browser.signIn("ann", PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        warehouse.close();
    }

    static Stream<Dashboard> dashboards() {
        return Dashboards.all().stream();
    }

    static Stream<Arguments> panels() {
        return dashboards()
                .flatMap(dashboard -> dashboard.panels().stream()
                        .filter(panel -> panel.type().asks())
                        .map(panel -> Arguments.of(dashboard.uid(), panel)));
    }

    @Test
    void theListNamesEveryDashboard() throws Exception {
        String page = browser.get("/dashboards").body();

        assertThat(dashboards())
                .allSatisfy(dashboard ->
                        assertThat(page).contains("href=\"/dashboards/" + dashboard.uid() + "\"", dashboard.title()));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aPageHasItsChoicesAndItsPanels(Dashboard dashboard) throws Exception {
        HttpResponse<String> page = browser.get("/dashboards/" + dashboard.uid());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(dashboard.panels())
                .allSatisfy(panel -> assertThat(page.body()).contains("id=\"panel-" + panel.id() + "\""));
        assertThat(page.body()).doesNotContain("var-datasource\"", "style=\"");
    }

    @ParameterizedTest
    @MethodSource("panels")
    void aPanelDrawsAMarkForEachOfItsValues(String uid, Panel panel) throws Exception {
        String at = "/dashboards/" + uid + "/panels/" + panel.id();
        HttpResponse<String> drawn = browser.get(at);
        HttpResponse<String> csv = browser.get(at + "/csv");

        assertThat(drawn.statusCode()).as(drawn.body()).isEqualTo(200);
        assertThat(drawn.body()).doesNotContain("cannot be shown");
        Matcher marks = MARKS.matcher(drawn.body());
        assertThat(marks.find()).as(drawn.body()).isTrue();
        long rows = csv.body().lines().count() - 1;
        long columns = csv.body()
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .chars()
                        .filter(c -> c == ',')
                        .count()
                + 1;
        if (OF_EACH_NUMBER.contains(panel.type()) && rows > 0) {
            assertThat(Long.parseLong(marks.group(1))).isBetween(rows, rows * columns);
        } else {
            assertThat(Long.parseLong(marks.group(1))).isEqualTo(rows);
        }
    }

    /** Rows of a heatmap stand in the order of their numbers, whichever comes first in time. */
    @Test
    void tenthsOfScoresStandInTheirOrder() throws Exception {
        String drawn = browser.get("/dashboards/milepost-fraud/panels/10").body();
        Matcher names = Pattern.compile("&#34;names&#34;:\\[([^]]*)]").matcher(drawn);

        assertThat(names.find()).as(drawn).isTrue();
        List<String> tenths = List.of(names.group(1).replace("&#34;", "").split(",", -1));
        assertThat(tenths).hasSizeGreaterThan(2).isSorted();
        assertThat(drawn).contains("&#34;rows&#34;:&#34;Score&#34;");
    }

    @Test
    void theMetricThatIsChosenAtFirstIsOneThatDecides() throws Exception {
        String page = browser.get("/dashboards/milepost-experiments?var-experiment=when-to-ask")
                .body();

        assertThat(page).containsPattern("<option value=\"(?!opt_out|own_retention)[a-z_]+\" selected>(?!when)");
    }

    @Test
    void whatIsChosenStaysChosenAndGoesWithEveryPanel() throws Exception {
        String all = browser.get("/dashboards/milepost-conversion").body();
        Matcher option = Pattern.compile("<option value=\"([a-z][^\"]*)\"").matcher(all);
        assertThat(option.find()).isTrue();
        String program = option.group(1);

        String one = browser.get("/dashboards/milepost-conversion?from=now-30d&to=now&var-program=" + program)
                .body();

        assertThat(all).contains("var-program=%24__all");
        assertThat(one)
                .contains("var-program=" + program, "from=now-30d")
                .contains("<option value=\"" + program + "\" selected>");
    }

    @ParameterizedTest
    @CsvSource({"from, yesterday", "to, now-1000000y", "refresh, 99999", "refresh, -1"})
    void whatCannotBeReadIsSaidSo(String name, String value) throws Exception {
        HttpResponse<String> page = browser.get("/dashboards/milepost-conversion?" + name + "=" + value);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("That cannot be read", value);
    }

    @Test
    void idsLeadToTheirPagesWhereSomebodyMaySeeThem() throws Exception {
        TestBrowser reviewer = new TestBrowser(console);
        reviewer.signIn("rita", PASSWORD);
        String cases = "/dashboards/milepost-fraud/panels/15";

        assertThat(browser.get(cases).body())
                .contains("<td>c160</td>", "<a href=\"/programs/ladder\">", "<a href=\"/customers/one?id=u80\">")
                .doesNotContain("href=\"/review");
        assertThat(reviewer.get(cases).body())
                .contains("<a href=\"/review/cases/c160\">c160</a>", "<a href=\"/customers/one?id=u80\">")
                .doesNotContain("href=\"/programs");
        assertThat(browser.get("/dashboards/milepost-experiments/panels/13").body())
                .contains("<a href=\"/experiments/double-reward\">double-reward</a>");
    }

    /** As the API has it. */
    @Test
    void growthReadsNoCasesAndIsNotSentToThem() throws Exception {
        TestBrowser growth = new TestBrowser(console);
        growth.signIn("gro", PASSWORD);

        assertThat(growth.get("/dashboards").body())
                .contains("/dashboards/milepost-economics")
                .doesNotContain("milepost-fraud");
        assertThat(growth.get("/dashboards/milepost-economics").body())
                .contains("/dashboards/milepost-conversion?")
                .doesNotContain("milepost-fraud");
        assertThat(browser.get("/dashboards/milepost-economics").body()).contains("/dashboards/milepost-fraud?");
        assertThat(growth.get("/dashboards/milepost-fraud/panels/15/csv").statusCode())
                .isEqualTo(403);
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains(
                        "\"actor\":\"gro\",\"action\":\"refused\",\"target\":\"GET /dashboards/milepost-fraud/panels/15/csv\"");
    }

    @Test
    void aValueThatIsNoOptionIsNotAskedFor() throws Exception {
        String page = browser.get("/dashboards/milepost-conversion?var-program=%27%29%20OR%201%3D1%20--")
                .body();

        assertThat(page).doesNotContain("1=1", "1%3D1");
    }

    @ParameterizedTest
    @CsvSource({
        "/dashboards/nowhere",
        "/dashboards/milepost-fraud/panels/999",
        "/dashboards/milepost-fraud/panels/x/csv"
    })
    void whatIsNotThereIsSaidSo(String path) throws Exception {
        assertThat(browser.get(path).statusCode()).isEqualTo(404);
    }
}
