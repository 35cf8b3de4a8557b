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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see of dashboards, in a real browser. */
class DashboardsInChromiumIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC);

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
        try (TestChromium.Window window = chromium.window(console.address(), width, 900, scheme)) {
            window.signIn("ann", PASSWORD);
            window.open("/dashboards/" + dashboard.uid());
            window.drawPanels();
            window.screenshot(dashboard.uid());

            assertThat(window.complaints()).isEmpty();
            assertThat(window.wronglyDrawn()).isEmpty();
            window.checkWidth();
            window.checkAccess();
        }
    }
}
