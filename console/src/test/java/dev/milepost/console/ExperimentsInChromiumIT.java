package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.milepost.browser.TestChromium;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.experiments.ExperimentSettings;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of programs and experiments, in a real browser. */
class ExperimentsInChromiumIT {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private static Path folder;

    private static TestChromium chromium;
    private static TestWarehouse warehouse;
    private static Console console;

    @BeforeAll
    static void start() throws Exception {
        chromium = TestChromium.open();
        warehouse = TestWarehouse.open();
        SeededExperiments.fill(warehouse);
        new LocalAccounts(folder.resolve("accounts.json")).put("gro", EnumSet.of(Role.GROWTH), PASSWORD);
        Settings settings = Settings.defaults().with(ExperimentSettings.LEAST_UNITS, 2L);
        console = Console.start(settings, warehouse.reads(), folder, Clock.systemUTC());
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

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "360, DARK"})
    void everyPageCanBeSeenAndUsed(int width, ColorScheme scheme) throws Exception {
        try (TestChromium.Window window = chromium.window(console.address(), width, 900, scheme)) {
            window.signIn("gro", PASSWORD);
            look(window, "/experiments/daily", "experiment");
            window.page().locator(".drawing").scrollIntoViewIfNeeded();
            window.page().waitForFunction("() => document.querySelector('.chart')?.dataset.drawn");
            assertThat(window.page().evaluate("() => document.querySelector('.chart').dataset.drawn"))
                    .isEqualTo("12");
            assertThat((List<?>) window.page().evaluate("""
                            () => window.echarts.getInstanceByDom(document.querySelector('.chart')).getZr().storage.getDisplayList()
                              .filter((each) => each.type === "tspan").map((each) => each.style.text).filter((text) => text.includes(":"))
                            """))
                    .as("hours of days")
                    .isEmpty();
            window.screenshot("experiment");
            window.checkAccess();
            look(window, "/experiments/skewed", "experiment-blocked");
            look(window, "/experiments", "experiments");
            look(window, "/programs", "programs");
            look(window, "/programs/spring", "program");
            assertThat(window.complaints()).isEmpty();
        }
    }

    /** Of many days a line has no symbols, but a value with none beside it is no line. */
    @Test
    void aValueAloneIsSeenAmongManyDays() {
        try (TestChromium.Window window = chromium.window(console.address(), 1_280, 900, ColorScheme.LIGHT)) {
            window.signIn("gro", PASSWORD);
            window.open("/experiments/daily");
            window.drawPanels();

            assertThat(window.page().evaluate("""
                            () => {
                              const points = [...Array(80).keys()].map((day) => [day * 86400000, [40, 60, 61].includes(day) ? 1 : null]);
                              const series = [{ name: "effect", colour: "blue", points }];
                              const element = document.body.appendChild(document.createElement("div"));
                              element.className = "chart";
                              element.dataset.chart = JSON.stringify({ type: "timeseries", title: "", unit: "", decimals: -1, fill: 0, series });
                              window.milepostChart(element);
                              const drawn = window.echarts.getInstanceByDom(element).getModel().getSeriesByIndex(0).getData();
                              return [40, 60, 61].map((day) => drawn.getItemVisual(day, "symbol"));
                            }
                            """)).isEqualTo(List.of("emptyCircle", "none", "none"));
        }
    }

    private static void look(TestChromium.Window window, String path, String name) throws Exception {
        window.open(path);
        window.screenshot(name);
        window.checkWidth();
        window.checkAccess();
    }
}
