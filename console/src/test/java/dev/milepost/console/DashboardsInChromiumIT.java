package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.milepost.browser.TestChromium;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.dashboards.Dashboard;
import dev.milepost.dashboards.Dashboards;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see of dashboards, in a real browser. */
class DashboardsInChromiumIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC);

    /** Of tiles: what is below or beside the edge. */
    private static final String TILES_CUT_OFF = """
            () => [...document.querySelectorAll('.panel')].filter((panel) => panel.querySelector('.stat'))
              .flatMap((panel) => [panel, panel.querySelector('h2'), panel.querySelector('.stat')])
              .filter((each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight)
              .map((each) => `${each.innerText} ${each.scrollWidth}/${each.clientWidth} ${each.scrollHeight}/${each.clientHeight}`)
            """;

    /** Where the top of a series is not at the sum of the values that all up to it have at that very time. */
    private static final String WRONGLY_STACKED = """
            () => [...document.querySelectorAll('.chart')].flatMap((element) => {
              const told = JSON.parse(element.dataset.chart);
              if (told.type !== "timeseries" || !told.stacked) return [];
              const drawn = window.echarts.getInstanceByDom(element);
              const sums = new Map();
              return told.series.flatMap((series, place) => {
                const data = drawn.getModel().getSeriesByIndex(place).getData();
                const dimension = data.getCalculationInfo("stackResultDimension");
                const tops = new Map();
                for (let i = 0; i < data.count(); i++) {
                  tops.set(data.get("x", i), data.get(dimension, i));
                }
                return series.points.flatMap(([time, value]) => {
                  sums.set(time, (sums.get(time) ?? 0) + value);
                  return tops.get(time) === sums.get(time) ? [] : [`${told.title}: ${series.name} at ${time} ends at ${tops.get(time)}`];
                });
              });
            })
            """;

    /** Names of bars that stand one below the other, and are not there. */
    private static final String NAMES_LEFT_OUT = """
            () => [...document.querySelectorAll('.chart')].flatMap((element) => {
              const told = JSON.parse(element.dataset.chart);
              if (!told.horizontal) return [];
              const drawn = window.echarts.getInstanceByDom(element).getZr().storage.getDisplayList()
                .filter((each) => each.type === "tspan").map((each) => each.style.text).join("");
              return told.names.filter((name) => !drawn.replaceAll(" ", "").includes(name.replaceAll(" ", "")));
            })
            """;

    /** Where there must be what is chosen of them. */
    private static final String NAMES_OF_VARIABLES = """
            () => [...document.querySelectorAll('main [aria-label], main caption')]
              .map((each) => each.getAttribute('aria-label') ?? each.textContent).filter((text) => text.includes('$'))
            """;

    private static final String TEXTS_ON_EACH_OTHER = """
            () => [...document.querySelectorAll('.chart')].flatMap((element) => {
              const texts = window.echarts.getInstanceByDom(element).getZr().storage.getDisplayList()
                .filter((each) => each.type === "tspan" && !each.invisible && !each.ignore && each.style.text.trim() && !each.__clipPaths?.length)
                .map((each) => {
                  const box = each.getBoundingRect().clone();
                  if (each.transform) box.applyTransform(each.transform);
                  return { text: each.style.text, box };
                });
              const isOn = (one, other) => Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 1
                && Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) > 3;
              return texts.flatMap((one, place) => texts.slice(place + 1).filter((other) => isOn(one.box, other.box))
                .map((other) => `${JSON.parse(element.dataset.chart).title}: ${one.text} and ${other.text}`));
            })
            """;

    @TempDir
    private static Path folder;

    private static TestChromium chromium;
    private static TestWarehouse warehouse;
    private static Console console;

    @BeforeAll
    static void start() throws Exception {
        chromium = TestChromium.open();
        warehouse = TestWarehouse.seeded();
        new LocalAccounts(folder.resolve("accounts.json")).put("ann", EnumSet.of(Role.ANALYST), PASSWORD);
        Settings settings = Settings.defaults()
                .with(ConsoleSettings.REQUESTS_PER_MINUTE, 100_000)
                .with(ConsoleSettings.SIGN_INS_PER_MINUTE, 1_000);
        console = Console.start(settings, warehouse.reads(), folder, CLOCK);
    }

    @AfterAll
    static void stop() throws Exception {
        if (console != null) {
            console.close();
            warehouse.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    static Stream<Arguments> windows() {
        return Dashboards.all().stream()
                .flatMap(dashboard -> Stream.of(
                        Arguments.of(dashboard, 1_280, ColorScheme.LIGHT),
                        Arguments.of(dashboard, 360, ColorScheme.DARK)));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void everyPanelIsDrawnWithAsManyMarksAsItHasValues(Dashboard dashboard, int width, ColorScheme scheme)
            throws Exception {
        try (TestChromium.Window window = drawn(dashboard.uid(), width, scheme)) {
            window.screenshot(dashboard.uid());

            assertThat(window.complaints()).isEmpty();
            assertThat(window.wronglyDrawn()).isEmpty();
            assertThat(found(window, TILES_CUT_OFF)).isEmpty();
            assertThat(found(window, WRONGLY_STACKED)).isEmpty();
            assertThat(found(window, NAMES_LEFT_OUT)).isEmpty();
            assertThat(found(window, TEXTS_ON_EACH_OTHER)).isEmpty();
            assertThat(found(window, NAMES_OF_VARIABLES)).isEmpty();
            window.checkWidth();
            window.checkAccess();
        }
    }

    @Test
    void aHeatmapSaysWhatItsRowsAndColoursAreAndMonthsHaveNoDays() {
        try (TestChromium.Window window = drawn("milepost-cohorts", 1_280, ColorScheme.LIGHT)) {
            assertThat(found(window, """
                            () => [...document.querySelectorAll('.chart')].flatMap((element) => {
                              const told = JSON.parse(element.dataset.chart);
                              if (told.type !== "heatmap") return [];
                              const drawn = window.echarts.getInstanceByDom(element).getOption();
                              const most = Math.max(...told.cells.map((cell) => cell[2]));
                              const ends = [`${Math.round(100 * most)}%`, "0%"];
                              return [drawn.yAxis[0].name, String(drawn.visualMap[0].text) === String(ends)];
                            })
                            """)).isEqualTo(List.of("Period after it began", true));
            assertThat(found(window, """
                            () => [...document.querySelectorAll('.chart')].flatMap((element) => {
                              const told = JSON.parse(element.dataset.chart);
                              if (!told.title.startsWith("Value of a customer by month")) return [];
                              const names = told.series.map((each) => each.name);
                              return window.echarts.getInstanceByDom(element).getZr().storage.getDisplayList()
                                .filter((each) => each.type === "tspan").map((each) => each.style.text)
                                .filter((text) => /[a-z]/i.test(text) && !names.includes(text));
                            })
                            """).stream().map(String::valueOf))
                    .isNotEmpty()
                    .allMatch(text -> text.matches("[A-Z][a-z]{2}"));
        }
    }

    /** At 1280 pixels; what is said of a comparison ends with its p. */
    @Test
    void theColumnsOfComparisonsAreSeenWithoutScrolling() {
        try (TestChromium.Window window =
                drawn("milepost-experiments?var-experiment=when-to-ask", 1_280, ColorScheme.LIGHT)) {
            assertThat(found(window, """
                            () => [...document.querySelectorAll('.panel .scroll')]
                              .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth)
                              .map((each) => `${each.getAttribute("aria-label")} ${each.scrollWidth}/${each.clientWidth}`)
                            """)).isEmpty();
        }
    }

    @Test
    void whatIsOpenAndWhereOneIsStaysOverARefreshAndNoChartIsLeftOver() {
        try (TestChromium.Window window = chromium.window(console.address(), 1_280, 900, ColorScheme.LIGHT)) {
            window.signIn("ann", PASSWORD);
            window.open("/dashboards/milepost-health?refresh=3");
            window.page().waitForSelector(".chart[data-drawn]");
            List<String> byItself = new CopyOnWriteArrayList<>();
            window.page().onRequest(request -> {
                if (request.url().contains("/panels/")) {
                    byItself.add(String.valueOf(request.headers().get("x-milepost-refresh")));
                }
            });
            window.page().evaluate("""
                    () => {
                      window.made = [...document.querySelectorAll('.chart[data-drawn]')].map((each) => echarts.getInstanceByDom(each));
                      const init = echarts.init;
                      echarts.init = (...given) => { const chart = init(...given); window.made.push(chart); return chart; };
                      const figures = document.querySelector('.chart[data-drawn] + details.figures');
                      window.drawing = figures.closest('.drawing');
                      window.swaps = 0;
                      window.drawing.addEventListener('htmx:afterSettle', () => window.swaps++);
                      figures.open = true;
                      figures.querySelector('summary').focus();
                    }
                    """);
            window.page().waitForFunction("() => window.swaps >= 2");

            assertThat(found(window, """
                            () => [
                              window.drawing.querySelector('details.figures').open,
                              document.activeElement === window.drawing.querySelector('summary'),
                              [...document.querySelectorAll('details.figures')].filter((each) => each.open).length === 1,
                            ]
                            """)).isEqualTo(List.of(true, true, true));
            window.page().waitForFunction("""
                    () => window.made.length > document.querySelectorAll('.chart').length + 1
                      && window.made.filter((each) => !each.isDisposed()).length <= document.querySelectorAll('.chart').length
                    """);
            assertThat(byItself).contains("yes");
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static TestChromium.Window drawn(String address, int width, ColorScheme scheme) {
        TestChromium.Window window = chromium.window(console.address(), width, 900, scheme);
        window.signIn("ann", PASSWORD);
        window.open("/dashboards/" + address);
        window.drawPanels();
        return window;
    }

    private static List<?> found(TestChromium.Window window, String script) {
        return (List<?>) window.page().evaluate(script);
    }
}
