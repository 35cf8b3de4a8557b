package dev.milepost.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Headless Chromium, by Playwright. {@code ./milepost test} installs both where it can; where they are not, what needs them is skipped.
 */
public final class TestChromium implements AutoCloseable {

    private static final Path MODULES = Path.of(".milepost", "browser", "node_modules");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Playwright playwright;
    private final Browser browser;
    private final Path modules;

    private TestChromium(Playwright playwright, Browser browser, Path modules) {
        this.playwright = playwright;
        this.browser = browser;
        this.modules = modules;
    }

    /** Starts it, or skips the test. */
    public static TestChromium open() throws IOException {
        Optional<Path> chromium = onPath("chromium");
        Optional<Path> node = onPath("node");
        Path modules = modules();
        Path driver = modules.resolve("playwright-core");
        Assumptions.assumeTrue(
                chromium.isPresent() && node.isPresent() && Files.isDirectory(driver),
                "Chromium, node or .milepost/browser is missing: ./milepost test installs them");
        Path folder = Files.createTempDirectory("driver");
        Files.createSymbolicLink(folder.resolve("package"), driver);
        Files.createSymbolicLink(folder.resolve("node"), node.get());
        System.setProperty("playwright.cli.dir", folder.toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PATH", System.getenv("PATH"))));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        return new TestChromium(playwright, browser, modules);
    }

    /** In the nearest folder above that has it. */
    private static Path modules() {
        Path here = Path.of("").toAbsolutePath();
        Path folder = here;
        while (folder != null && !Files.isDirectory(folder.resolve(MODULES))) {
            folder = folder.getParent();
        }
        return (folder == null ? here : folder).resolve(MODULES);
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * A window of that size.
     *
     * @param address of the server, without a slash at the end
     */
    public Window window(String address, int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setTimezoneId("UTC"));
        return new Window(
                context.newPage(), address, modules, width + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** A page in the browser, and what went wrong on it. */
    public static final class Window implements AutoCloseable {

        private static final double PATIENCE_MILLIS = 180_000;

        private final Page page;
        private final String at;
        private final Path modules;
        private final String name;
        private final List<String> complaints = new ArrayList<>();

        private Window(Page page, String at, Path modules, String name) {
            this.page = page;
            this.at = at;
            this.modules = modules;
            this.name = name;
            page.setDefaultTimeout(PATIENCE_MILLIS);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.text() + " at " + message.location());
                }
            });
            page.onPageError(complaints::add);
        }

        /** The page that it shows. */
        public Page page() {
            return page;
        }

        /** Signs somebody in to a console. */
        public void signIn(String name, String password) {
            open("/sign-in");
            page.fill("#name", name);
            page.fill("#password", password);
            page.click("button[type=submit]");
            page.waitForURL("**/dashboards");
        }

        /** Goes there. */
        public void open(String path) {
            page.navigate(at + path);
        }

        /** Scrolls through a dashboard until every panel of it is drawn: panels ask once they are seen, which htmx looks for a few times a second. */
        public void drawPanels() {
            page.evaluate(
                    "async () => { for (const each of document.querySelectorAll('.drawing')) { each.scrollIntoView();"
                            + " for (let i = 0; i < 1200 && !each.querySelector('[data-marks]'); i++) {"
                            + " await new Promise(go => setTimeout(go, 50)); } } }");
            page.waitForFunction(
                    "() => [...document.querySelectorAll('.drawing')].every(each => each.querySelector('[data-marks]'))");
            page.waitForFunction("() => [...document.querySelectorAll('.chart')].every(each => each.dataset.drawn)");
        }

        /** Charts with another number of marks than their query has values. */
        public List<?> wronglyDrawn() {
            return (List<?>)
                    page.evaluate(
                            "() => [...document.querySelectorAll('.chart')].filter(each => each.dataset.drawn !== each.dataset.marks)"
                                    + ".map(each => each.getAttribute('aria-label') + each.dataset.drawn + '/' + each.dataset.marks)");
        }

        /** Kept with the build. */
        public void screenshot(String of) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(of + "-" + name + ".png"))
                    .setFullPage(true));
        }

        /** What the browser complains of. */
        public List<String> complaints() {
            return List.copyOf(complaints);
        }

        /** Nothing on the page is wider than the window, but what scrolls by itself. */
        public void checkWidth() {
            List<?> wide = (List<?>) page.evaluate(
                    "() => document.documentElement.scrollWidth <= innerWidth ? [] : [document.documentElement.scrollWidth,"
                            + " ...[...document.body.querySelectorAll('*')].filter(each => each.getBoundingClientRect().right > innerWidth)"
                            + ".map(each => each.outerHTML.slice(0, 200))]");
            assertThat(wide).as(page.url()).isEmpty();
        }

        /** Nothing on the page keeps people out who cannot see it, or use no mouse, as far as axe-core sees: WCAG 2.2 AA. */
        @SuppressWarnings("unchecked")
        public void checkAccess() throws IOException {
            page.evaluate(Files.readString(modules.resolve("axe-core").resolve("axe.min.js")));
            Map<String, Object> result = (Map<String, Object>)
                    page.evaluate(
                            "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})");
            List<Map<String, Object>> violations = (List<Map<String, Object>>) result.get("violations");
            Map<String, Object> found = new HashMap<>();
            violations.forEach(violation -> found.put((String) violation.get("id"), violation.get("nodes")));
            assertThat(found).as(page.url()).isEmpty();
            assertThat(page.innerText("body"))
                    .as(page.url() + " has words of machines")
                    .doesNotContainPattern("(?i)\\b(nan|null|undefined|infinity)\\b");
        }

        @Override
        public void close() {
            page.context().close();
        }
    }
}
