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
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route by every role, against the table of who may what. */
class RouteRolesIT {

    private static final String PASSWORD = "correct horse battery";

    /** Who may: a letter each for anyone, analyst, growth, reviewer, admin. */
    private static final Map<String, String> MAY = new LinkedHashMap<>();

    static {
        MAY.put("GET /sign-in", "*agrA");
        MAY.put("POST /sign-in", "*agrA");
        MAY.put("GET /assets/console.css", "*agrA");
        MAY.put("GET /", "agrA");
        MAY.put("POST /sign-out", "agrA");
        MAY.put("GET /dashboards", "agrA");
        MAY.put("GET /dashboards/milepost-conversion", "agrA");
        MAY.put("GET /dashboards/milepost-conversion/panels/1", "agrA");
        MAY.put("GET /dashboards/milepost-conversion/panels/1/csv", "agrA");
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
        MAY.put("GET /api/v1/fraud-cases", "rA");
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

    private static final Map<Role, String> LETTERS = new EnumMap<>(
            Map.of(Role.ANYONE, "*", Role.ANALYST, "a", Role.GROWTH, "g", Role.REVIEWER, "r", Role.ADMIN, "A"));

    /** What ends a session, or begins another: each time it takes one of its own. */
    private static final Set<String> ENDING = Set.of("POST /sign-in", "POST /sign-out");

    private static final Map<Role, TestBrowser> BROWSERS = new EnumMap<>(Role.class);

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static Console console;

    @BeforeAll
    static void start() throws Exception {
        warehouse = TestWarehouse.open();
        for (Role role : Role.OF_ACCOUNTS) {
            new LocalAccounts(folder.resolve("accounts.json")).put(role.id(), EnumSet.of(role), PASSWORD);
        }
        Settings settings = Settings.defaults().with(ConsoleSettings.SIGN_INS_PER_MINUTE, 10_000);
        console = Console.start(settings, warehouse.reads(), folder, Clock.systemUTC());
        for (Role role : Role.values()) {
            BROWSERS.put(role, browser(role));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        warehouse.close();
    }

    private static TestBrowser browser(Role role) throws Exception {
        TestBrowser browser = new TestBrowser(console);
        if (role != Role.ANYONE) {
            browser.signIn(role.id(), PASSWORD);
        }
        return browser;
    }

    @Test
    void theTableHasEveryRoute() {
        assertThat(console.routes().stream()
                        .map(route -> route.method() + " " + route.path().replaceAll("\\{\\w+}", "")))
                .containsExactlyInAnyOrderElementsOf(MAY.keySet().stream()
                        .map(route -> route.replaceAll("\\?.*", "")
                                .replaceAll("console\\.css|milepost-conversion|(?<=/panels/)1|none|nothing", ""))
                        .toList());
    }

    static Stream<Arguments> matrix() {
        return MAY.keySet().stream().flatMap(route -> Stream.of(Role.values()).map(role -> Arguments.of(route, role)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void aRouteLetsThroughWhomTheTableNames(String route, Role role) throws Exception {
        TestBrowser browser = ENDING.contains(route) ? browser(role) : BROWSERS.get(role);
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
