package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.settings.Settings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route by every role, however people sign in, against the table of who may what. */
class RouteRolesIT {

    private static final String PASSWORD = "correct horse battery";

    /** Who may: a letter each for anyone, analyst, growth, reviewer, admin. */
    private static final Map<String, String> MAY = new LinkedHashMap<>();

    static {
        MAY.put("GET /sign-in", "*agrA");
        MAY.put("POST /sign-in", "*agrA");
        MAY.put("GET /sign-in/provider", "*agrA");
        MAY.put("GET /sign-in/callback", "*agrA");
        MAY.put("GET /assets/console.css", "*agrA");
        MAY.put("GET /", "agrA");
        MAY.put("POST /sign-out", "agrA");
        MAY.put("GET /dashboards", "agrA");
        MAY.put("GET /dashboards/milepost-conversion", "agrA");
        MAY.put("GET /dashboards/milepost-conversion/panels/1", "agrA");
        MAY.put("GET /dashboards/milepost-conversion/panels/1/csv", "agrA");
        MAY.put("GET /dashboards/milepost-fraud", "arA");
        MAY.put("GET /dashboards/milepost-fraud/panels/15", "arA");
        MAY.put("GET /dashboards/milepost-fraud/panels/15/csv", "arA");
        MAY.put("GET /dashboards/milepost%2Dfraud", "arA");
        MAY.put("GET /customers", "agrA");
        MAY.put("GET /customers/one?id=nobody", "agrA");
        MAY.put("GET /audit", "A");
        MAY.put("GET /api/openapi.json", "*agrA");
        MAY.put("GET /api/v1/programs", "agA");
        MAY.put("GET /api/v1/referral-economics", "agA");
        MAY.put("GET /api/v1/experiment-results", "agA");
        MAY.put("GET /api/v1/customers", "agrA");
        MAY.put("GET /api/v1/bindings", "agrA");
        MAY.put("GET /api/v1/milestones", "agrA");
        MAY.put("GET /api/v1/asks", "agrA");
        MAY.put("GET /api/v1/rewards", "agrA");
        MAY.put("GET /api/v1/ledger", "agrA");
        MAY.put("GET /api/v1/fraud-verdicts", "arA");
        MAY.put("GET /api/v1/fraud-cases", "arA");
        MAY.put("GET /api/v1/fraud-case-events", "rA");
        MAY.put("GET /api/v1/review/cases", "rA");
        MAY.put("GET /api/v1/review/cases/none", "rA");
        MAY.put("POST /api/v1/review/cases/none/decisions", "rA");
        MAY.put("GET /api/v1/review/decisions/none", "rA");
        MAY.put("GET /programs", "agA");
        MAY.put("GET /programs/nothing", "agA");
        MAY.put("GET /experiments", "agA");
        MAY.put("GET /experiments/nothing", "agA");
        MAY.put("GET /experiments/nothing/csv", "agA");
        MAY.put("GET /experiments/nothing/over-time", "agA");
        MAY.put("GET /experiments/nothing/over-time/csv", "agA");
        MAY.put("GET /review", "rA");
        MAY.put("POST /review/bulk", "rA");
        MAY.put("GET /review/cases/none", "rA");
        MAY.put("POST /review/cases/none", "rA");
        MAY.put("POST /review/cases/none/undo", "rA");
        MAY.put("GET /review/sent/none", "rA");
    }

    /** What the route of all dashboards answers to fewer people. */
    private static final Pattern OF_CASES = Pattern.compile("milepost(-|%2D)fraud");

    private static final Map<Role, String> LETTERS = new EnumMap<>(
            Map.of(Role.ANYONE, "*", Role.ANALYST, "a", Role.GROWTH, "g", Role.REVIEWER, "r", Role.ADMIN, "A"));

    /** How people sign in to a console. */
    private enum Door {
        PASSWORDS,
        PROVIDER
    }

    /** The routes that are not of both doors. */
    private static final Map<String, Door> OF_ONE = Map.of(
            "POST /sign-in", Door.PASSWORDS,
            "GET /sign-in/provider", Door.PROVIDER,
            "GET /sign-in/callback", Door.PROVIDER);

    /** What ends a session, or begins another: each time it takes one of its own. */
    private static final Set<String> ENDING = Set.of("POST /sign-in", "POST /sign-out");

    private static final Map<Door, Console> CONSOLES = new EnumMap<>(Door.class);
    private static final Map<Door, Map<Role, TestBrowser>> BROWSERS = new EnumMap<>(Door.class);

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static TestProvider provider;

    @BeforeAll
    static void start() throws Exception {
        warehouse = TestWarehouse.open();
        provider = TestProvider.start();
        for (Role role : Role.OF_ACCOUNTS) {
            new LocalAccounts(folder.resolve(Console.ACCOUNTS)).put(role.id(), EnumSet.of(role), PASSWORD);
        }
        Settings settings = Settings.defaults().with(ConsoleSettings.SIGN_INS_PER_MINUTE, 10_000);
        open(Door.PASSWORDS, settings, folder);
        open(Door.PROVIDER, provider.in(settings), folder.resolve("provider"));
    }

    private static void open(Door door, Settings settings, Path itsFolder) throws Exception {
        CONSOLES.put(door, Console.start(settings, warehouse.reads(), itsFolder, Clock.systemUTC()));
        Map<Role, TestBrowser> browsers = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            browsers.put(role, browser(door, role));
        }
        BROWSERS.put(door, browsers);
    }

    @AfterAll
    static void stop() throws Exception {
        for (Console console : CONSOLES.values()) {
            console.close();
        }
        provider.close();
        warehouse.close();
    }

    private static TestBrowser browser(Door door, Role role) throws Exception {
        TestBrowser browser = new TestBrowser(CONSOLES.get(door));
        if (role != Role.ANYONE && door == Door.PASSWORDS) {
            browser.signIn(role.id(), PASSWORD);
        } else if (role != Role.ANYONE) {
            provider.signIn(browser, "/", role.id(), List.of("milepost-" + role.id()));
            browser.get("/sign-in");
        }
        return browser;
    }

    private static Stream<String> routes(Door door) {
        return MAY.keySet().stream().filter(route -> OF_ONE.getOrDefault(route, door) == door);
    }

    @ParameterizedTest
    @EnumSource
    void theTableHasEveryRoute(Door door) {
        assertThat(CONSOLES.get(door).routes().stream()
                        .map(route -> route.method() + " " + route.path().replaceAll("\\{\\w+}", "")))
                .containsExactlyInAnyOrderElementsOf(routes(door)
                        .filter(route -> !OF_CASES.matcher(route).find())
                        .map(route -> route.replaceAll("\\?.*", "")
                                .replaceAll("console\\.css|milepost-conversion|(?<=/panels/)1|none|nothing", ""))
                        .toList());
    }

    static Stream<Arguments> matrix() {
        return Stream.of(Door.values())
                .flatMap(door -> routes(door)
                        .flatMap(route -> Stream.of(Role.values()).map(role -> Arguments.of(door, route, role))));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void aRouteLetsThroughWhomTheTableNames(Door door, String route, Role role) throws Exception {
        TestBrowser browser = ENDING.contains(route)
                ? browser(door, role)
                : BROWSERS.get(door).get(role);
        String path = route.substring(route.indexOf(' ') + 1);
        HttpResponse<String> answer = route.startsWith("GET") ? browser.get(path) : browser.post(path, Map.of());

        if (MAY.get(route).contains(LETTERS.get(role))) {
            assertThat(answer.statusCode()).isNotEqualTo(403).isLessThan(500);
            assertThat(answer.headers().firstValue("Location").orElse("")).doesNotStartWith("/sign-in?back");
        } else if (role == Role.ANYONE && path.startsWith("/api/")) {
            assertThat(answer.statusCode()).isEqualTo(401);
        } else if (role == Role.ANYONE) {
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/sign-in?back");
        } else {
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }
}
