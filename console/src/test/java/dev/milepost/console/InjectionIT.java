package dev.milepost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.console.review.ReviewStream;
import dev.milepost.console.security.LocalAccounts;
import dev.milepost.console.security.Role;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.Review;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    /** Two browsers at a time. */
    private static final int HALVES = 2;

    /** Whoever waits for all is told after so many how far it is. */
    private static final int PACE = 100;

    private static final String PROVIDER = "provider";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction", "hx-get", "hx-post");

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static TestProvider provider;
    private static Console console;
    private static Console atProvider;
    private static String openCase;

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
        provider = TestProvider.start();
        new LocalAccounts(folder.resolve(Console.ACCOUNTS)).put(Inputs.NAME, EnumSet.of(Role.ADMIN), Inputs.PASSWORD);
        Settings settings = Settings.defaults()
                .with(ConsoleSettings.REQUESTS_PER_MINUTE, 10_000_000)
                .with(ConsoleSettings.SIGN_INS_PER_MINUTE, 10_000_000);
        console = serve(settings, folder);
        atProvider = serve(provider.in(settings), folder.resolve(PROVIDER));
        openCase = warehouse
                .reads()
                .rows("SELECT case_id FROM milepost.fraud_cases WHERE status = 'OPEN' LIMIT 1", Map.of())
                .get(0)
                .get("case_id");
    }

    private static Inputs.Doors doors() throws Exception {
        TestBrowser signedIn = new TestBrowser(console);
        signedIn.signIn(Inputs.NAME, Inputs.PASSWORD);
        return new Inputs.Doors(signedIn, new TestBrowser(console), new TestBrowser(atProvider), provider, openCase);
    }

    private static Console serve(Settings settings, Path itsFolder) throws Exception {
        return Console.start(
                settings,
                Map.of(),
                warehouse.reads(),
                new Taken(),
                itsFolder,
                Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        atProvider.close();
        provider.close();
        warehouse.close();
    }

    @Test
    void nothingIsExecutedAndNothingComesBackAsAnythingButText() throws Exception {
        boolean all = "all".equals(System.getProperty("milepost.injections"));
        List<String> strings = Injections.of(all ? STRINGS : A_TURN);
        assertThat(strings).doesNotHaveDuplicates();
        String before = state();
        int asked = 0;
        ExecutorService threads = Executors.newFixedThreadPool(HALVES);
        CompletionService<Integer> halves = new ExecutorCompletionService<>(threads);
        try {
            for (int half = 0; half < HALVES; half++) {
                int first = half;
                halves.submit(() -> ask(strings, first, all));
            }
            // The first that is over comes first: what one finds need not wait for the other.
            for (int half = 0; half < HALVES; half++) {
                asked += halves.take().get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%,d requests with %,d strings through %d inputs%n", asked, strings.size(), Inputs.ALL.size());

        assertThat(state()).as("tables, rows and accounts are what they were").isEqualTo(before);
        for (Path each : List.of(folder, folder.resolve(PROVIDER))) {
            assertThat(Files.readAllLines(each.resolve("audit.jsonl")))
                    .as("one line each, whatever was typed")
                    .allSatisfy(line -> assertThat(JSON.readTree(line).size()).isEqualTo(5));
        }
    }

    /** Its share of the strings, from one on; gives how many requests that were. */
    private static int ask(List<String> strings, int first, boolean all) throws Exception {
        Inputs.Doors doors = doors();
        int inputs = all ? Inputs.ALL.size() : 1;
        int asked = 0;
        for (int i = first; i < strings.size(); i += HALVES) {
            if (i % PACE == 0) {
                System.out.printf("%,d of %,d strings%n", i, strings.size());
            }
            for (int turn = 0; turn < inputs; turn++) {
                Inputs.Input input = Inputs.ALL.get((i * inputs + turn) % Inputs.ALL.size());
                check(doors, input, strings.get(i));
                asked++;
            }
        }
        return asked;
    }

    private static void check(Inputs.Doors doors, Inputs.Input input, String text) throws Exception {
        String about = input + " with " + text;
        HttpResponse<String> answer;
        try {
            answer = input.way().send(doors, text);
        } catch (IOException e) {
            throw new AssertionError(about + ": no answer", e);
        }

        assertThat(answer.statusCode()).as(about).isNotEqualTo(429).matches(code -> code < 500 || code == input.also());
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
