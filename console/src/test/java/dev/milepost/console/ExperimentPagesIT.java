package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.experiments.ExperimentSettings;
import dev.milepost.experiments.live.ArmHistory;
import dev.milepost.experiments.live.DailyReadings;
import dev.milepost.experiments.live.FigureTable;
import dev.milepost.experiments.live.LiveExperiment;
import dev.milepost.experiments.live.LiveReport;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.runtime.settings.Settings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPagesIT {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static Console console;
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        warehouse = TestWarehouse.open();
        SeededExperiments.fill(warehouse);
        new LocalAccounts(folder.resolve("accounts.json")).put("gro", EnumSet.of(Role.GROWTH), PASSWORD);
        Settings settings = Settings.defaults().with(ExperimentSettings.LEAST_UNITS, 2L);
        console = Console.start(settings, warehouse.reads(), folder, Clock.systemUTC());
        browser = new TestBrowser(console);
        browser.signIn("gro", PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        warehouse.close();
    }

    /** The text of a page, without its marks and what stands for marks. */
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    @Test
    void theListSaysOfEachWhetherItCanBeRead() throws Exception {
        String page = text(browser.get("/experiments").body());

        assertThat(page)
                .contains("daily holdout, now 6 6 can be read")
                .contains("skewed holdout, now 2,900 2,870 blocked: the sample ratio is not as planned")
                .contains("timing holdout, now 2,500 2,470 can be read")
                .contains("young holdout, now 38 0 too early");
    }

    @Test
    void theHeadlineIsTheLiftWithItsAlwaysValidIntervalAndNoPlainP() throws Exception {
        assertThat(headline("timing"))
                .contains("Arm Metric Effect 95 % interval Lift 95 % interval What it says")
                .contains("now referred net revenue, USD +2.50 +0.70 to +4.30 +25.0 % +5.0 % to +45.0 %")
                .contains("now is above holdout on referred net revenue: by +2.50 (+0.70 to +4.30)."
                        + " Adjusted by what they bought before: +2.40 (+0.96 to +3.84).")
                .contains("hold however often you look (confidence sequence, N* 5,000)")
                .doesNotContain("0.0021", "0.0042", "No lift is given");
    }

    @Test
    void whereNoLiftIsGivenTheEffectIsAndWhyNot() throws Exception {
        assertThat(headline("daily"))
                .contains("now own net revenue, USD +20.0 -2.6 to +42.6 - - ")
                .contains("No lift is given, as control's mean is within 3 standard errors of 0");
    }

    private static String headline(String experiment) throws Exception {
        String page = browser.get("/experiments/" + experiment).body();
        return text(page.substring(page.indexOf("id=\"headline\""), page.indexOf("id=\"arms\"")));
    }

    /** What {@code experiment status} prints of the same rows is made of the same report. */
    @Test
    void thePageSaysAllThatTheCommandLineSays() throws Exception {
        for (String id : List.of("timing", "young", "daily")) {
            LiveReport report = new LiveReport(LiveExperiment.read(warehouse.reads()::rows, id));
            String page = text(browser.get("/experiments/" + id).body());

            assertThat(page).contains(report.sampleRatio(), report.contamination(), row(report.arms(), 0));
            assertThat(report.metrics()).isNotEmpty().allSatisfy(metric -> {
                assertThat(page).contains(metric.title());
                assertThat(page).contains(metric.sentences());
                for (int i = 0; i < metric.rows().size(); i++) {
                    assertThat(page).contains(row(metric, i));
                }
            });
        }
    }

    private static String row(FigureTable table, int row) {
        return String.join(
                " ",
                table.rows().get(row).stream().filter(cell -> !cell.isEmpty()).toList());
    }

    @Test
    void oneThatIsBlockedHasNoFigures() throws Exception {
        String page = text(browser.get("/experiments/skewed").body());

        assertThat(page)
                .contains("Sample ratio: NOT as planned (p 2.5e-09). The read-out is blocked.")
                .contains("Look for what loses or adds users of one arm")
                .contains("holdout 900 580.0 890 40")
                .doesNotContain("p (Holm)", "What it says by now Arm");
    }

    @Test
    void oneThatIsYoungIsTooEarly() throws Exception {
        String page = text(browser.get("/experiments/young").body());

        assertThat(page)
                .contains("It is too early. Too few users are past their horizon, or none differs from another.")
                .contains("Contamination: 1 referee of users who were held out: they share without being asked.")
                .doesNotContain("Arm Metric Effect");
    }

    /**
     * By the first day's end nobody is past the horizon; by the second two of each arm are: 30.00 and 10.00 against 10.00 and 0. By the
     * fourth three: 30.00 (50.00 less a refund of 20.00) and 0 more. A refund that was cancelled takes nothing off, and neither counts what
     * was bought before the exposure or after the horizon. Bounds by hand, of equation 9 with N* = 6.
     */
    @Test
    void theIntervalIsDrawnAsItWasAtTheEndOfEachDay() throws Exception {
        String part = browser.get("/experiments/daily/over-time?metric=own_net_revenue")
                .body();

        assertThat(part).contains("data-marks=\"12\"", "now against holdout: own net revenue, USD");
        assertThat(text(part))
                .contains("2026-02-04 3 3 +20.0 -2.6 to +42.6 - -")
                .contains("2026-02-03 2 2 +15 -19 to +49 - -")
                .contains("2026-02-02 2 2 +15 -19 to +49 - -")
                .contains("2026-02-01 0 0 - too early - -");
        assertThat(part).contains("1769904000000,null", "1769990400000,15.0", "1770163200000,20.0");
    }

    /** Nobody opted out, so none differs from another. */
    @Test
    void whereNoDaySaysAnythingItIsTooEarlyAndNothingIsDrawn() throws Exception {
        String part = browser.get("/experiments/daily/over-time?metric=opt_out").body();

        assertThat(part).doesNotContain("data-chart");
        assertThat(text(part)).contains("Too early on each day so far");
    }

    /** Of the same warehouse: the job's own row, of which the seed has the figures by the same equation. */
    @Test
    void theLastDaySaysWhatTheReadOutSays() throws Exception {
        List<String> now = List.of(browser.get("/experiments/daily/csv")
                .body()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(",", -1));
        List<String> names = List.of(browser.get("/experiments/daily/csv")
                .body()
                .lines()
                .findFirst()
                .orElseThrow()
                .split(",", -1));
        List<ArmHistory> histories = ArmHistory.of(
                DailyReadings.of(warehouse.reads()::rows, "daily", new ReadingTerms(0.05, 6, 2)), "own_net_revenue");
        List<ArmHistory.Point> points = histories.get(0).points();
        Map<String, String> last = points.get(points.size() - 1).row();

        assertThat(histories).hasSize(1);
        for (String figure : List.of("mean", "mean_control", "effect", "se", "ci_low", "ci_high", "p", "p_holm")) {
            assertThat(Double.parseDouble(last.get(figure)))
                    .as(figure)
                    .isCloseTo(Double.parseDouble(now.get(names.indexOf(figure))), offset(1e-9));
        }
    }

    @Test
    void csvHasEveryMetricOfEveryDay() throws Exception {
        HttpResponse<String> csv = browser.get("/experiments/daily/over-time/csv");

        assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("over-time.csv");
        assertThat(csv.body().lines().filter(line -> line.startsWith("2026-02-04,now,")))
                .hasSize(6)
                .anyMatch(line ->
                        line.startsWith("2026-02-04,now,own_net_revenue,USD,holdout,true,read,false,3,3,2333.3"));
        assertThat(browser.get("/experiments/timing/csv").body().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(
                        "timing,now,referred_net_revenue,USD,holdout,true,read,false,0.25,2000,500,40,"));
    }

    @Test
    void namesAreTextWhateverTheyHold() throws Exception {
        String list = browser.get("/experiments").body();
        String page =
                browser.get("/experiments/%3Cscript%3Ealert(1)%3C%2Fscript%3E").body();

        assertThat(list).contains("&lt;script").doesNotContain("<script>alert", "<img src=x");
        assertThat(page).contains("&lt;script", "&lt;img").doesNotContain("<script>alert", "<img src=x", "style=\"");
        assertThat(browser.get("/experiments/daily/over-time?metric=%3Cscript%3Ealert(1)%3C%2Fscript%3E")
                        .body())
                .contains("Of its days nothing can be said")
                .doesNotContain("<script");
    }

    @Test
    void whatThereIsNotIsSaidSo() throws Exception {
        assertThat(browser.get("/experiments/it's").statusCode()).isEqualTo(404);
        assertThat(text(browser.get("/experiment/%3Cb%3E").body()))
                .contains("The console has no page at /experiment/")
                .doesNotContain("Endpoint");
        assertThat(browser.get("/experiments/timing/over-time?metric=own_net_revenue")
                        .body())
                .contains("Of its days nothing can be said");
    }
}
