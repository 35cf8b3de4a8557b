package dev.milepost.adversaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.simulator.Season;
import dev.milepost.simulator.SimulationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdversaryWorldTest {

    private static final List<String> FILES = List.of(
            "clickstream.jsonl",
            "signups.jsonl",
            "purchases.jsonl",
            "user_attributes.jsonl",
            "truth/fraud.csv",
            "truth/groups.csv",
            "truth/chargebacks.csv",
            "truth/summary.json");

    /** The largest group of referrals that one adversary makes. */
    private static final int LARGEST = 50;

    @TempDir
    private Path directory;

    @Test
    void theSamePlanGivesTheSameBytesAndNothingElse() throws IOException {
        Path once = write("once", plan(3_000, 5, 0.05, 0.5)).directory();
        Path again = write("again", plan(3_000, 5, 0.05, 0.5)).directory();
        for (String file : FILES) {
            assertThat(once.resolve(file)).hasSameBinaryContentAs(again.resolve(file));
        }
        try (Stream<Path> files = Files.walk(once)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(FILES.size());
        }
    }

    @Test
    void seedAndDriftChangeTheEvents() throws IOException {
        Path one = write("one", plan(3_000, 5, 0.2, 0)).directory();
        for (AdversaryPlan other : List.of(plan(3_000, 6, 0.2, 0), plan(3_000, 5, 0.2, 1))) {
            Path two = write("two", other).directory();
            assertThat(Files.mismatch(one.resolve("signups.jsonl"), two.resolve("signups.jsonl")))
                    .isNotEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.02", "2, 0.05", "3, 0.2", "4, 0.5"})
    void thePrevalenceIsMetToAGroup(long seed, double prevalence) throws IOException {
        WorldFiles files = write("out", plan(8_000, seed, prevalence, 0));
        List<Map<String, String>> referrals = files.truth("fraud.csv");
        long fraud = referrals.stream()
                .filter(row -> row.get("label").equals("fraud"))
                .count();
        assertThat(fraud).isBetween((long) (prevalence * 4_000), (long) (prevalence * 4_000) + LARGEST);
        assertThat(Math.abs(fraud - prevalence * referrals.size())).isLessThanOrEqualTo(prevalence * 100 + 1);
    }

    @Test
    void withoutPrevalenceEverybodyIsHonest() throws IOException {
        List<Map<String, String>> referrals = write("out", plan(1_000, 1, 0, 0)).truth("fraud.csv");
        assertThat(referrals).hasSizeBetween(500, 600).allSatisfy(row -> {
            assertThat(row.get("label")).isEqualTo("benign");
            assertThat(row.get("cause")).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -7})
    void everyTypologyAndLookAlikeIsThere(long seed) throws IOException {
        List<Map<String, String>> referrals =
                write("out", plan(10_000, seed, 0.03, 0)).truth("fraud.csv");
        Set<String> typologies =
                referrals.stream().map(row -> row.get("typology")).collect(Collectors.toSet());
        assertThat(typologies)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Typology.values()).map(Typology::text).toList());
        assertThat(referrals).allSatisfy(row -> {
            boolean fraud = Typology.frauds().stream()
                    .anyMatch(typology -> typology.text().equals(row.get("typology")));
            assertThat(row.get("label")).isEqualTo(fraud ? "fraud" : "benign");
            assertThat(row.get("cause").isEmpty()).isNotEqualTo(fraud);
        });
    }

    @Test
    void theMixSaysWhichTypologiesThereAre() throws IOException {
        Map<Typology, Double> mix = Map.of(Typology.FARM, 3.0, Typology.RING, 1.0, Typology.SLOW_DRIP, 0.0);
        AdversaryPlan plan = new AdversaryPlan(20_000, 60, 1, SimulationPlan.DEFAULT_START, 0.05, mix, 0);
        Map<String, Long> counts = write("out", plan).truth("fraud.csv").stream()
                .filter(row -> row.get("label").equals("fraud"))
                .collect(Collectors.groupingBy(row -> row.get("typology"), Collectors.counting()));
        assertThat(counts).containsOnlyKeys("farm", "ring");
        assertThat((double) counts.get("farm") / counts.get("ring")).isBetween(2.3, 3.9);
    }

    /** The rules of attribution, on what ingest accepts: the code before the signup, no one an earlier customer. */
    @Test
    void everyReferralOfTheTruthBinds() throws IOException {
        WorldFiles files = write("out", plan(6_000, 9, 0.1, 0));
        Map<String, JsonNode> codes = new HashMap<>();
        Map<String, JsonNode> links = new HashMap<>();
        Set<String> invited = new HashSet<>();
        for (JsonNode click : files.accepted("clickstream")) {
            String code = WorldFiles.text(click, "referral_code");
            switch (click.get("name").asText()) {
                case "referral_code_created" -> codes.putIfAbsent(code, click);
                case "referral_link_clicked" -> links.put(WorldFiles.text(click, "anonymous_id"), click);
                case "invite_sent" ->
                    invited.add(
                            code + click.at("/properties/invitee_email_hash").asText());
                default -> {}
            }
        }
        Map<String, JsonNode> signups = new HashMap<>();
        files.accepted("signups").forEach(signup -> signups.put(WorldFiles.text(signup, "user_id"), signup));
        Map<String, Long> orders = new HashMap<>();
        files.accepted("purchases")
                .forEach(order -> orders.putIfAbsent(WorldFiles.text(order, "user_id"), WorldFiles.time(order)));
        for (Map<String, String> row : files.truth("fraud.csv")) {
            JsonNode signup = signups.get(row.get("user_id"));
            String code = row.get("code");
            JsonNode made = codes.get(code);
            assertThat(made.get("user_id").asText()).isEqualTo(row.get("advocate_id"));
            assertThat(made.at("/properties/program").asText()).isEqualTo(row.get("program_id"));
            assertThat(WorldFiles.time(made)).isLessThan(WorldFiles.time(signup));
            assertThat(WorldFiles.time(signups.get(row.get("advocate_id")))).isLessThan(WorldFiles.time(signup));
            assertThat(orders.getOrDefault(row.get("user_id"), Long.MAX_VALUE)).isGreaterThan(WorldFiles.time(signup));
            assertThat(row.get("signup_time"))
                    .isEqualTo(signup.get("event_time").asText());
            JsonNode link = links.get(WorldFiles.text(signup, "anonymous_id"));
            switch (row.get("evidence")) {
                case "code" -> assertThat(signup.get("referral_code").asText()).isEqualTo(code);
                case "invite" ->
                    assertThat(invited).contains(code + signup.get("email_hash").asText());
                default -> {
                    assertThat(link.get("referral_code").asText()).isEqualTo(code);
                    assertThat(WorldFiles.time(link)).isLessThanOrEqualTo(WorldFiles.time(signup));
                }
            }
        }
    }

    @Test
    void idsAreUniqueAndEverythingIsWithinThePeriodAndReceivedInOrder() throws IOException {
        WorldFiles files = write("out", plan(2_000, 2, 0.1, 0));
        long start = SimulationPlan.DEFAULT_START.toEpochMilli();
        for (String stream : WorldFiles.STREAMS) {
            List<JsonNode> lines = files.lines(stream);
            assertThat(lines.stream().map(WorldFiles::received).toList()).isSorted();
            Map<String, JsonNode> events = new HashMap<>();
            assertThat(lines).isNotEmpty().allSatisfy(line -> {
                assertThat(WorldFiles.time(line)).isBetween(start, start + 90 * 86_400_000L - 1);
                JsonNode before = events.putIfAbsent(line.get("event_id").asText(), line);
                assertThat(before == null || WorldFiles.time(before) == WorldFiles.time(line))
                        .isTrue();
            });
        }
    }

    @Test
    void chargebacksOfTheTruthAreAmongThePurchases() throws IOException {
        WorldFiles files = write("out", plan(10_000, 4, 0.1, 0));
        Set<String> told = files.lines("purchases").stream()
                .filter(line -> line.get("kind").asText().equals("CHARGEBACK"))
                .map(line ->
                        line.get("order_id").asText() + line.get("event_time").asText())
                .collect(Collectors.toSet());
        Set<String> known = files.truth("chargebacks.csv").stream()
                .map(row -> row.get("order_id") + row.get("charged_back_at"))
                .collect(Collectors.toSet());
        assertThat(known).hasSizeGreaterThan(10).isEqualTo(told);
    }

    /** The first of a ring enters a code that does not exist yet, and is nobody's referee. */
    @Test
    void aRingHasSecondAccountsOfMembersThatOthersReferred() throws IOException {
        List<Map<String, String>> ring = write("out", plan(4_000, 3, 0.2, 0)).truth("fraud.csv").stream()
                .filter(row -> row.get("typology").equals("ring"))
                .toList();
        Map<String, List<Map<String, String>>> groups =
                ring.stream().collect(Collectors.groupingBy(row -> row.get("group_id")));
        assertThat(groups).isNotEmpty().allSatisfy((group, rows) -> {
            Set<String> advocates =
                    rows.stream().map(row -> row.get("advocate_id")).collect(Collectors.toSet());
            Set<String> referees = rows.stream().map(row -> row.get("user_id")).collect(Collectors.toSet());
            advocates.removeAll(referees);
            assertThat(advocates).as("members whom nobody referred").hasSize(1);
        });
    }

    /** A world may have one adversary of a kind; it must not always be the usual one. */
    @Test
    void seedsTakeTurnsWithWhichCauseTheFirstAdversaryHas() {
        Map<Trace, Integer> shares = new LinkedHashMap<>();
        shares.put(Trace.NO_CLICK, 60);
        shares.put(Trace.DEVICE_POOL, 20);
        shares.put(Trace.BURST, 20);
        for (long from : List.of(1L, 31L, 1_000_000_007L)) {
            Map<Trace, Integer> firsts = new HashMap<>();
            Map<Trace, Integer> firstFive = new HashMap<>();
            for (long seed = from; seed < from + 10; seed++) {
                World world = new World(new Calendar(0, 90 * Season.DAY, 0), 300, seed);
                for (int i = 0; i < 5; i++) {
                    Trace trace = world.turn(Typology.ORPHAN_CLICKS, shares);
                    firstFive.merge(trace, 1, Integer::sum);
                    firsts.merge(trace, i == 0 ? 1 : 0, Integer::sum);
                }
            }
            assertThat(firsts.get(Trace.NO_CLICK)).isBetween(5, 7);
            assertThat(firsts.get(Trace.DEVICE_POOL)).isBetween(1, 3);
            assertThat(firsts.get(Trace.BURST)).isBetween(1, 3);
            assertThat(firstFive).isEqualTo(Map.of(Trace.NO_CLICK, 30, Trace.DEVICE_POOL, 10, Trace.BURST, 10));
        }
    }

    /** Otherwise the truth would name a cause that is in no event. */
    @Test
    void whoseCardOthersPayWithHasItOnFile() throws IOException {
        WorldFiles files = write("out", plan(6_000, 3, 0.1, 0));
        Map<String, String> onFile = new HashMap<>();
        files.accepted("signups")
                .forEach(line -> onFile.put(WorldFiles.text(line, "user_id"), WorldFiles.text(line, "payment_hash")));
        Map<String, Set<String>> paid = files.accepted("purchases").stream()
                .filter(line -> WorldFiles.text(line, "payment_hash") != null)
                .collect(Collectors.groupingBy(
                        line -> WorldFiles.text(line, "user_id"),
                        Collectors.mapping(line -> WorldFiles.text(line, "payment_hash"), Collectors.toSet())));
        List<Map<String, String>> caused = files.truth("fraud.csv").stream()
                .filter(row -> row.get("cause").equals("SELF_PAYMENT") && paid.containsKey(row.get("user_id")))
                .toList();
        assertThat(caused)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        row -> assertThat(paid.get(row.get("user_id"))).contains(onFile.get(row.get("advocate_id"))));
    }

    @Test
    void aPlanThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(100, 1, 0.02, 0))
                .withMessage("users is 100; it must be at least 200");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(1_000, 1, 0.6, 0))
                .withMessage("prevalence is 0.6; it must be from 0 to 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(1_000, 1, Double.NaN, 0))
                .withMessageStartingWith("prevalence is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(1_000, 1, 0.02, 2))
                .withMessage("drift is 2.0; it must be from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdversaryPlan(1_000, 29, 1, SimulationPlan.DEFAULT_START, 0.02, Map.of(), 0))
                .withMessageStartingWith("days is 29");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdversaryPlan(
                        1_000, 60, 1, SimulationPlan.DEFAULT_START, 0.02, Map.of(Typology.CAMPUS, 1.0), 0))
                .withMessageContaining("campus, which is no fraud");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdversaryPlan(
                        1_000, 60, 1, SimulationPlan.DEFAULT_START, 0.02, Map.of(Typology.FARM, 0.0), 0))
                .withMessageContaining("weight 0");
    }

    private static AdversaryPlan plan(int users, long seed, double prevalence, double drift) {
        return new AdversaryPlan(users, 90, seed, SimulationPlan.DEFAULT_START, prevalence, Map.of(), drift);
    }

    private WorldFiles write(String name, AdversaryPlan plan) throws IOException {
        Path out = directory.resolve(name);
        AdversaryWorld.write(plan, out, told -> {});
        return new WorldFiles(out);
    }
}
