package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.experiments.discovery.Activity;
import dev.milepost.experiments.discovery.UserHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code discover} over warehouses that a backfill has made. */
class DiscoverIT {

    private static final String UNTIL = "2026-04-20T12:00:00Z";

    @TempDir
    private Path folder;

    private Shell shell;
    private final List<String> clicks = new ArrayList<>();
    private final List<String> signups = new ArrayList<>();

    @BeforeEach
    void open() {
        shell = new Shell(folder.resolve("home"));
    }

    private void backfill(Path events) {
        assertThat(shell.run("backfill", "--events", events.toString(), "--set", "fraud.own_verdicts=false"))
                .as(shell.err())
                .isZero();
    }

    private Path written() throws IOException {
        Path events = Files.createDirectories(folder.resolve("events"));
        Files.write(events.resolve("signups.jsonl"), signups);
        Files.write(events.resolve("clickstream.jsonl"), clicks);
        return events;
    }

    private void signup(String user, String browser, String time) {
        signups.add("{\"event_id\":\"s" + signups.size() + "\",\"event_time\":\"" + time + "\",\"user_id\":\"" + user
                + "\",\"anonymous_id\":\"" + browser + "\",\"marketing_consent\":true}");
    }

    private void click(String browser, String user, String name, String time) {
        clicks.add(
                "{\"event_id\":\"c" + clicks.size() + "\",\"event_time\":\"" + time + "\",\"anonymous_id\":\"" + browser
                        + "\"," + (user == null ? "" : "\"user_id\":\"" + user + "\",") + "\"name\":\"" + name + "\"}");
    }

    /** Days begin at 12:00, when ann and bob sign up. */
    @Test
    void usersAreReadByDaysSinceTheirSignup() throws Exception {
        signup("ann", "a1", "2026-01-10T12:00:00Z");
        click("a1", null, "export", "2026-01-10T11:59:59.999Z"); // before
        click("a1", "ann", "export", "2026-01-10T12:00:00Z"); // day 0
        click("a1", null, "export", "2026-01-11T11:59:59.999Z"); // day 0, by her browser
        click("a2", "ann", "export", "2026-01-11T12:00:00Z"); // day 1
        click("a2", "ann", "view", "2026-01-17T11:00:00Z"); // day 6
        click("a3", null, "export", "2026-01-12T12:00:00Z"); // nobody's
        click("a1", "ann", "referral_shared", "2026-01-13T12:00:00Z"); // day 3
        click("a1", "ann", "referral_shared", "2026-01-23T12:00:00Z"); // day 13
        click("a1", "ann", "view", "2026-02-09T12:00:00Z"); // day 30: in no window
        click("a1", "ann", "view", "2026-03-13T11:59:59.999Z"); // day 61: after the first day's window alone
        signup("bob", "b1", "2026-02-10T12:00:00Z");
        signup("cem", "d1", "2026-01-31T23:59:59.999Z");
        click("d1", "cem", "view", "2026-04-30T23:59:59.998Z"); // day 88
        click("a1", "ann", "view", "2026-05-01T12:00:00Z"); // day 111
        backfill(written());

        List<UserHistory> users = new ArrayList<>();
        Path warehouse = folder.resolve("home/warehouse");
        try (Warehouse opened = Warehouse.resting(warehouse)) {
            assertThat(DiscoverUsers.names(opened.client())).contains("export", "view", "referral_shared");
            DiscoverUsers.each(
                    opened.client(),
                    List.of("export", "it's"),
                    Instant.parse(UNTIL).toEpochMilli(),
                    users::add);
        }
        int january = users.stream().mapToInt(UserHistory::cohort).min().orElseThrow();
        Activity sharesAndViews = Activity.of(1 << 3 | 1 << 6 | 1 << 13, 0, 0, 2, 3, 3);
        assertThat(users)
                .containsExactlyInAnyOrder(
                        new UserHistory(
                                january,
                                100,
                                3,
                                0b10001,
                                List.of(Activity.of(0b11, 2, 3, 3, 3, 3), Activity.none()),
                                sharesAndViews),
                        new UserHistory(
                                january + 1, 69, -1, 0, List.of(Activity.none(), Activity.none()), Activity.none()),
                        new UserHistory(
                                january, 78, -1, 0b01111, List.of(Activity.none(), Activity.none()), Activity.none()));
    }

    @Test
    void whatIsPlantedIsFoundAndNoDecoy() throws IOException {
        Path world = folder.resolve("world");
        assertThat(shell.run(
                        "simulate",
                        "--discovery",
                        "--users",
                        "5000",
                        "--days",
                        "160",
                        "--seed",
                        "31",
                        "--out",
                        world.toString()))
                .as(shell.err())
                .isZero();
        backfill(world);
        JsonNode sharing = discovered("referral_shared");
        assertThat(found(sharing))
                .contains("report_exported", "goal_completed")
                .doesNotContainAnyElementsOf(decoys(world));
        JsonNode staying = discovered("retained_90d");
        assertThat(found(staying)).contains("integration_connected").doesNotContainAnyElementsOf(decoys(world));
        assertThat(staying.at("/users").asLong())
                .isLessThan(sharing.at("/users").asLong());

        assertThat(shell.run("discover", "--outcome", "referral_shared")).isZero();
        assertThat(shell.out())
                .contains("Observational: users chose what they did.")
                .contains("99 % interval")
                .containsPattern("(?m)^ +report_exported +\\d .* milestone$")
                .containsPattern("After .*\\d report_exported within \\d+ days")
                .doesNotContain("page_view");

        assertThat(shell.run(
                        "discover", "--outcome", "referral_shared", "--events", "page_view,chart_viewed", "--json"))
                .isZero();
        JsonNode named = new ObjectMapper().readTree(shell.out());
        assertThat(names(named.at("/results"))).containsExactlyInAnyOrder("page_view", "chart_viewed");
        assertThat(named.at("/judged").asInt()).isLessThan(sharing.at("/judged").asInt());

        assertThat(shell.run("discover", "--outcome", "referral_shared", "--events", "nothing_such"))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("shows no event nothing_such").contains("--events takes names such as");
    }

    private JsonNode discovered(String outcome) throws IOException {
        assertThat(shell.run("discover", "--outcome", outcome, "--json"))
                .as(shell.err())
                .isZero();
        JsonNode once = new ObjectMapper().readTree(shell.out());
        assertThat(shell.run("discover", "--outcome", outcome, "--json")).isZero();
        assertThat(new ObjectMapper().readTree(shell.out())).isEqualTo(once);
        assertThat(once.at("/observational").asText()).contains("holdout");
        return once;
    }

    private static List<String> found(JsonNode answer) {
        return StreamSupport.stream(answer.at("/results").spliterator(), false)
                .filter(result -> result.at("/verdict").asText().equals("milestone"))
                .map(result -> result.at("/event").asText())
                .toList();
    }

    private static List<String> names(JsonNode results) {
        return StreamSupport.stream(results.spliterator(), false)
                .map(result -> result.at("/event").asText())
                .toList();
    }

    private static List<String> decoys(Path world) throws IOException {
        List<String> decoys = Files.readAllLines(world.resolve("truth/discovery.csv")).stream()
                .filter(line -> line.endsWith(",1"))
                .map(line -> line.substring(0, line.indexOf(',')))
                .distinct()
                .toList();
        assertThat(decoys).hasSize(6);
        return decoys;
    }

    @Test
    void aWarehouseThatCannotTellSaysWhatIsMissing() throws IOException {
        click("x", null, "export", "2026-01-10T12:00:00Z");
        backfill(written());
        refused("referral_shared", "shows no signups", "files of the stream signups");

        signup("ann", "a1", "2026-01-10T12:00:00Z");
        click("a1", "ann", "page_view", "2026-02-09T12:00:00Z");
        backfill(written());
        refused(
                "referral_shared",
                "is too young for referral_shared",
                "31 days after the signup",
                "2026-01-10T12:00:00Z");
        refused("retained_90d", "91 days", "or ask for referral_shared");

        click("a1", "ann", "page_view", "2026-06-09T12:00:00Z");
        backfill(written());
        refused("referral_shared", "nobody whom referral_shared followed, of 1 user", "as a click referral_shared");

        click("a1", "ann", "referral_shared", "2026-01-20T12:00:00Z");
        backfill(written());
        refused("referral_shared", "has too few users: referral_shared followed for 1 of 1 user", "Wait for more");
    }

    private void refused(String outcome, String... words) {
        assertThat(shell.run("discover", "--outcome", outcome)).as(shell.out()).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains(words);
    }
}
