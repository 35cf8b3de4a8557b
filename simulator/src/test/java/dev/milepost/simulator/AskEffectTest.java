package dev.milepost.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planted of an ask's effect, and the truth about it, as they stand in the files. */
class AskEffectTest {

    private static final Duration HORIZON = Duration.ofDays(30);
    private static final AskEffect EFFECT = new AskEffect(0.3, 0, 0.2);

    @TempDir
    private Path directory;

    private static SimulationPlan plan(int users, AskEffect effect) {
        return new SimulationPlan(users, 120, 7, SimulationPlan.DEFAULT_START, effect);
    }

    private Path write(String name, int users, AskEffect effect) throws IOException {
        Path folder = directory.resolve(name);
        Simulation.write(plan(users, effect), folder);
        return folder;
    }

    private static Set<String> lines(Path folder) throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        for (String stream : StreamFiles.STREAMS) {
            lines.addAll(Files.readAllLines(folder.resolve(stream + ".jsonl")));
        }
        return lines;
    }

    @Test
    void whatIsPlantedComesBesideAWorldThatIsElseTheSame() throws IOException {
        Set<String> without = lines(write("without", 1_500, null));
        assertThat(lines(write("none", 1_500, AskEffect.NONE))).isEqualTo(without);
        Set<String> with = lines(write("with", 1_500, EFFECT));
        assertThat(with).containsAll(without);
        with.removeAll(without);
        assertThat(with)
                .hasSizeGreaterThan(200)
                .allMatch(line -> line.contains("-ask\"")
                        || line.contains("-ASK\"")
                        || line.contains("f\"")
                        || line.contains("f-"));
    }

    @Test
    void theAskedAndNobodyElseAreMovedAfterTheirAskAndWellWithinTheHorizon() throws IOException {
        Path folder = write("with", 6_000, EFFECT);
        Map<String, Instant> orders = new LinkedHashMap<>();
        for (String order : StreamFiles.truth(folder, "orders.csv")) {
            orders.put(order.split(",", -1)[0], Instant.parse(order.split(",", -1)[3]));
        }
        Map<String, Long> units = new TreeMap<>();
        Map<String, Long> bought = new TreeMap<>();
        Map<String, Long> won = new TreeMap<>();
        for (Unit unit : units(folder)) {
            units.merge(unit.group(), 1L, Long::sum);
            bought.merge(unit.group(), unit.orderMinor() > 0 ? 1L : 0L, Long::sum);
            won.merge(unit.group(), unit.wins() ? 1L : 0L, Long::sum);
            Instant ordered = orders.get("o" + unit.user().substring(1) + "-ask");
            if (ordered != null) {
                assertThat(unit.orderMinor()).isBetween(500L, 2_500L);
                assertThat(Duration.between(unit.reached(), ordered))
                        .isBetween(
                                unit.arm().equals("next_day") ? Duration.ofDays(2) : Duration.ofDays(1),
                                Duration.ofDays(25));
            }
        }
        assertThat(units.keySet()).containsExactly("contaminated", "holdout", "next_day", "now");
        assertThat(bought.get("holdout")).isZero();
        assertThat(won.get("holdout")).isZero();
        for (String arm : List.of("now", "next_day")) {
            assertThat(bought.get(arm)).isCloseTo(units.get(arm) * 3 / 10, within(50L));
            assertThat(won.get(arm)).isCloseTo(units.get(arm) * 3 / 10, within(60L));
        }
        assertThat(bought.get("contaminated")).isPositive();
        assertThat(won.get("contaminated")).isPositive();
    }

    /** Computed once more, from the streams and the referrals. */
    @Test
    void theControlMeanIsThatOfTheHeldOut() throws IOException {
        Path folder = write("with", 6_000, EFFECT);
        Map<String, Unit> heldOut = new LinkedHashMap<>();
        long contaminated = 0;
        Instant end = SimulationPlan.DEFAULT_START.plus(Duration.ofDays(120));
        for (Unit unit : units(folder)) {
            contaminated += unit.contaminated() ? 1 : 0;
            if (unit.arm().equals("holdout") && unit.reached().plus(HORIZON).isBefore(end)) {
                heldOut.put(unit.user(), unit);
            }
        }
        long minor = 0;
        for (JsonNode purchase : StreamFiles.accepted(folder, "purchases")) {
            Unit unit = heldOut.get(StreamFiles.text(purchase, "user_id"));
            boolean counts = unit != null
                    && unit.covers(purchase)
                    && StreamFiles.text(purchase, "currency").equals("USD");
            if (counts && Set.of("ORDER", "RENEWAL").contains(StreamFiles.text(purchase, "kind"))) {
                minor += purchase.get("amount_minor").asLong();
            }
        }
        Map<String, Instant> signups = new LinkedHashMap<>();
        StreamFiles.accepted(folder, "signups")
                .forEach(signup -> signups.putIfAbsent(
                        StreamFiles.text(signup, "user_id"), Instant.ofEpochMilli(StreamFiles.eventTime(signup))));
        long referees = 0;
        for (String referral : StreamFiles.truth(folder, "referrals.csv")) {
            String[] cells = referral.split(",", -1);
            Unit unit = heldOut.get(cells[1]);
            referees += unit != null && cells[4].equals("bound") && unit.covers(signups.get(cells[0])) ? 1 : 0;
        }
        Map<String, String[]> truth = new LinkedHashMap<>();
        StreamFiles.truth(folder, "experiments.csv")
                .forEach(row -> truth.put(row.split(",", -1)[2], row.split(",", -1)));
        assertThat(referees).isPositive();
        assertThat(Double.parseDouble(truth.get("referred_signups")[4]) * heldOut.size())
                .isCloseTo((double) referees, within(0.01));
        double net = Double.parseDouble(truth.get("own_net_revenue")[4]) * heldOut.size();
        assertThat(net).isPositive().isLessThan((double) minor).isGreaterThan(0.7 * minor);
        assertThat(truth.get("own_net_revenue")[5]).isEqualTo("360");
        assertThat(truth.get("referred_signups")[5]).isEqualTo("0.24");
        assertThat(truth.get("referred_buyers")[5]).isEqualTo("0.12");
        assertThat(truth.get("referred_net_revenue")[5]).isEqualTo("180");
        assertThat(truth.get("referred_signups")[7]).isEqualTo(Long.toString(contaminated));
    }

    /** The friends who are won among them. */
    @Test
    void referralsAreWhatTheRulesMakeOfTheEvents() throws IOException {
        Path folder = write("with", 800, EFFECT);
        Set<String> expected = new TreeSet<>();
        for (String referral : StreamFiles.truth(folder, "referrals.csv")) {
            String row = referral.substring(0, referral.lastIndexOf(','));
            if (!row.endsWith("," + ExpectedReferral.NONE)) {
                expected.add(row);
            }
        }
        assertThat(new PlainReferrals(folder).rows()).isEqualTo(expected);
        List<Unit> winners = units(folder).stream().filter(Unit::wins).toList();
        assertThat(winners).isNotEmpty();
        winners.forEach(
                unit -> assertThat(expected).anyMatch(row -> row.startsWith(unit.user() + "f," + unit.user() + ",")));
    }

    @Test
    void theFirstArmFallsShortBySoManyPoints() {
        Map<String, Long> arms = new TreeMap<>();
        Simulation.tell(plan(12_000, new AskEffect(0, 0.1, 0)), tale -> {
            if (tale.unit() != null) {
                arms.merge(tale.unit().arm(), 1L, Long::sum);
            }
        });
        double all = arms.values().stream().mapToLong(Long::longValue).sum();
        assertThat(arms.get("now") / all).isCloseTo(0.35, within(0.03));
        assertThat(arms.get("holdout") / all).isCloseTo(0.1 * 0.65 / 0.55, within(0.02));
    }

    /** What was true of another world is not left beside it. */
    @Test
    void aWorldWithoutAnEffectHasNoTruthAboutExperiments() throws IOException {
        Path folder = write("one", 200, EFFECT);
        assertThat(folder.resolve("truth/units.csv")).exists();
        write("one", 200, null);
        assertThat(folder.resolve("truth/units.csv")).doesNotExist();
        assertThat(folder.resolve("truth/experiments.csv")).doesNotExist();
    }

    @Test
    void aShareIsFromZeroToOne() {
        assertThatThrownBy(() -> new AskEffect(1.1, 0, 0)).hasMessage("lift is 1.1; it must be from 0 to 1");
        assertThatThrownBy(() -> new AskEffect(0, 0.21, 0)).hasMessageContaining("imbalance is 0.21");
        assertThatThrownBy(() -> new AskEffect(0, 0, Double.NaN)).hasMessageContaining("contamination");
    }

    /** A line of units.csv. */
    private record Unit(String user, String arm, Instant reached, boolean contaminated, long orderMinor, boolean wins) {

        String group() {
            return contaminated ? "contaminated" : arm;
        }

        boolean covers(Instant time) {
            return time.isAfter(reached) && !time.isAfter(reached.plus(HORIZON));
        }

        boolean covers(JsonNode event) {
            return covers(Instant.ofEpochMilli(StreamFiles.eventTime(event)));
        }
    }

    private static List<Unit> units(Path folder) {
        return StreamFiles.truth(folder, "units.csv").stream()
                .map(row -> row.split(",", -1))
                .map(cells -> new Unit(
                        cells[1],
                        cells[2],
                        Instant.parse(cells[3]),
                        cells[4].equals("1"),
                        Long.parseLong(cells[5]),
                        cells[6].equals("1")))
                .toList();
    }
}
