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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
            window.screenshot("experiment");
            window.checkAccess();
            look(window, "/experiments/skewed", "experiment-blocked");
            look(window, "/experiments", "experiments");
            look(window, "/programs", "programs");
            look(window, "/programs/spring", "program");
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static void look(TestChromium.Window window, String path, String name) throws Exception {
        window.open(path);
        window.screenshot(name);
        window.checkWidth();
        window.checkAccess();
    }
}
