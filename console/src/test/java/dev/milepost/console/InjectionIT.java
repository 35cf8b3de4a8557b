package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.console.review.ReviewStream;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.Review;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people type who mean harm goes through every input: nothing is executed, and nothing comes back as anything but text. Here each
 * shape in each writing takes one input, by turns; {@code -Dmilepost.injections=all} takes {@value #STRINGS} through each.
 */
class InjectionIT {

    private static final int STRINGS = 2_000;
    private static final int A_TURN = 500;
    private static final String PASSWORD = "correct horse battery";
    private static final String HERE = "\u0001";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction", "hx-get", "hx-post");

    /** Method, path, and of a form its fields, or else a body in JSON; the string stands in the place of {@link #HERE}. */
    private record Input(String method, String path, Map<String, String> form, String json) {

        @Override
        public String toString() {
            return method + " " + path + " " + form + json;
        }

        HttpResponse<String> send(String text) throws Exception {
            String there = path.replace("@case", openCase)
                    .replace(
                            HERE,
                            URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
            if (method.equals("GET")) {
                return browser.get(there);
            }
            if (json.isEmpty()) {
                Map<String, String> fields = new HashMap<>(form);
                fields.replaceAll((field, value) -> value.replace(HERE, text));
                return browser.post(there, fields);
            }
            String written = JSON.writeValueAsString(text);
            return browser.postJson(
                    there, json.equals(HERE) ? text : json.replace(HERE, written.substring(1, written.length() - 1)));
        }
    }

    private static final String DECIDE = "/api/v1/review/cases/@case/decisions";

    private static final List<Input> INPUTS = List.of(
            read("/" + HERE),
            read("/assets/" + HERE),
            read("/sign-in?back=" + HERE),
            write("/sign-in", "name", HERE, "password", PASSWORD, "back", "/"),
            write("/sign-in", "name", "rita", "password", HERE, "back", "/"),
            write("/sign-in", "name", "nobody", "password", "x", "back", HERE),
            read("/customers?q=" + HERE),
            read("/customers/one?id=" + HERE),
            read("/dashboards/" + HERE),
            read("/dashboards/milepost-conversion?from=" + HERE),
            read("/dashboards/milepost-conversion?to=" + HERE),
            read("/dashboards/milepost-conversion?refresh=" + HERE),
            read("/dashboards/milepost-conversion?var-program=" + HERE),
            read("/dashboards/milepost-conversion?" + HERE + "=1"),
            read("/dashboards/milepost-conversion/panels/" + HERE),
            read("/dashboards/milepost-conversion/panels/1?var-program=" + HERE),
            read("/dashboards/milepost-conversion/panels/1?from=" + HERE),
            read("/dashboards/milepost-conversion/panels/1/csv?var-source=" + HERE),
            read("/programs/" + HERE),
            read("/programs/spring?version=" + HERE),
            read("/experiments/" + HERE),
            read("/experiments/" + HERE + "/csv"),
            read("/experiments/" + HERE + "/over-time"),
            read("/experiments/spring-timing/over-time?metric=" + HERE),
            read("/review?program=" + HERE),
            read("/review?mine=" + HERE),
            read("/review/cases/" + HERE),
            read("/review/sent/" + HERE),
            write("/review/bulk", "action", "claim", "case", HERE),
            write("/review/bulk", "action", HERE, "case", "1"),
            write("/review/cases/@case", "action", HERE, "version", "1"),
            write("/review/cases/@case", "action", "escalate", "version", HERE),
            write("/review/cases/@case", "action", "reject", "version", "1", "typology", HERE, "reason", "x"),
            write("/review/cases/@case", "action", "reject", "version", "1", "typology", "SELF", "reason", HERE),
            write("/review/cases/@case", "action", "escalate", "version", "1", "note", HERE),
            write("/review/cases/@case", "action", "approve", "version", "1", "referral", HERE),
            write("/review/cases/@case/undo", "decision", HERE, "version", "1"),
            read("/api/v1/rewards?reward_id=" + HERE),
            read("/api/v1/customers?user_id=" + HERE),
            read("/api/v1/fraud-cases?status=" + HERE),
            read("/api/v1/programs?limit=" + HERE),
            read("/api/v1/programs?offset=" + HERE),
            read("/api/v1/programs?" + HERE + "=1"),
            read("/api/v1/review/cases?list=" + HERE),
            read("/api/v1/review/cases?program_id=" + HERE),
            read("/api/v1/review/cases?" + HERE + "=1"),
            read("/api/v1/review/cases/" + HERE),
            read("/api/v1/review/decisions/" + HERE),
            json("/api/v1/review/cases/" + HERE + "/decisions", "{'action':'claim','version':1}"),
            json(DECIDE, HERE),
            json(DECIDE, "{'action':'" + HERE + "','version':1}"),
            json(DECIDE, "{'action':'escalate','version':1,'" + HERE + "':1}"),
            json(DECIDE, "{'action':'escalate','version':'" + HERE + "'}"),
            json(DECIDE, "{'action':'escalate','version':9,'note':'" + HERE + "'}"),
            json(DECIDE, "{'action':'approve','version':9,'referral_ids':['" + HERE + "']}"),
            json(DECIDE, "{'action':'reject','version':9,'typology':'" + HERE + "','reason':'" + HERE + "'}"),
            read("/api/" + HERE));

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static Console console;
    private static TestBrowser browser;
    private static String openCase;

    private static Input read(String path) {
        return new Input("GET", path, Map.of(), "");
    }

    private static Input write(String path, String... fields) {
        Map<String, String> form = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return new Input("POST", path, form, "");
    }

    private static Input json(String path, String body) {
        return new Input("POST", path, Map.of(), body.replace('\'', '"'));
    }

    /** Takes what is decided, whatever it is. */
    private static final class Taken implements ReviewStream {

        @Override
        public void send(Review review) {
            // Nobody reads it.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @BeforeAll
    static void start() throws Exception {
        warehouse = TestWarehouse.seeded();
        new LocalAccounts(folder.resolve(Console.ACCOUNTS)).put("rita", EnumSet.of(Role.ADMIN), PASSWORD);
        Settings settings = Settings.defaults()
                .with(ConsoleSettings.REQUESTS_PER_MINUTE, 10_000_000)
                .with(ConsoleSettings.SIGN_INS_PER_MINUTE, 1);
        console = Console.start(
                settings,
                Map.of(),
                warehouse.reads(),
                new Taken(),
                folder,
                Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC));
        browser = new TestBrowser(console);
        browser.signIn("rita", PASSWORD);
        openCase = warehouse
                .reads()
                .rows("SELECT case_id FROM milepost.fraud_cases WHERE status = 'OPEN' LIMIT 1", Map.of())
                .get(0)
                .get("case_id");
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        warehouse.close();
    }

    @Test
    void nothingIsExecutedAndNothingComesBackAsAnythingButText() throws Exception {
        boolean all = "all".equals(System.getProperty("milepost.injections"));
        List<String> strings = Injections.of(all ? STRINGS : A_TURN);
        assertThat(strings).doesNotHaveDuplicates();
        String before = state();
        int asked = 0;
        for (int i = 0; i < strings.size(); i++) {
            int inputs = all ? INPUTS.size() : 1;
            for (int turn = 0; turn < inputs; turn++) {
                Input input = INPUTS.get((i * inputs + turn) % INPUTS.size());
                check(input, strings.get(i));
                asked++;
            }
        }
        System.out.printf("%,d requests with %,d strings through %d inputs%n", asked, strings.size(), INPUTS.size());

        assertThat(state()).as("tables, rows and accounts are what they were").isEqualTo(before);
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .as("one line each, whatever was typed")
                .allSatisfy(line -> assertThat(JSON.readTree(line).size()).isEqualTo(5));
    }

    private static void check(Input input, String text) throws Exception {
        HttpResponse<String> answer = input.send(text);
        String about = input + " with " + text;

        assertThat(answer.statusCode()).as(about).isLessThan(500);
        assertThat(answer.headers().allValues("set-cookie"))
                .as(about)
                .allSatisfy(cookie -> assertThat(cookie).startsWith("milepost-"));
        answer.headers()
                .firstValue("location")
                .ifPresent(there -> assertThat(there).as(about).matches("/(?![/\\\\]).*"));
        String type = answer.headers().firstValue("content-type").orElse("");
        if (type.startsWith("text/html")) {
            checkPage(about, answer.body());
        } else if (type.startsWith("application/json")) {
            JSON.readTree(answer.body());
        } else if (type.startsWith("text/csv")) {
            assertThat(answer.body().lines()).as(about).noneMatch(line -> line.matches("(?s)\"?[=+@\t].*"));
        }
    }

    /** As a browser reads it: no element, handler, script or address that the console does not write itself. */
    private static void checkPage(String about, String page) {
        for (Element element : Jsoup.parse(page).getAllElements()) {
            assertThat(element.tagName().toLowerCase(Locale.ROOT))
                    .as(about)
                    .doesNotStartWith("x-")
                    .isNotIn("iframe", "object", "embed", "math", "base", "style");
            if (element.tagName().equals("script")) {
                assertThat(element.attr("src")).as(about).startsWith("/assets/");
                assertThat(element.data()).as(about).isEmpty();
            }
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey().toLowerCase(Locale.ROOT))
                        .as(about)
                        .doesNotStartWith("on");
                if (ADDRESSES.contains(attribute.getKey())) {
                    assertThat(attribute.getValue().strip()).as(about).matches("(?s)(/(?![/\\\\]).*|#.*)?");
                }
            }
        }
    }

    private static String state() throws Exception {
        return warehouse
                        .reads()
                        .rows(
                                "SELECT count() AS n, sum(total_rows) AS r FROM system.tables WHERE database LIKE 'milepost%'",
                                Map.of())
                + Files.readString(folder.resolve(Console.ACCOUNTS));
    }
}
