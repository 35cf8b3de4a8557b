package dev.milepost.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the simulator says that programs must make of its files, held against the files. */
class ProgramTruthTest {

    private static final long FORTNIGHT = Duration.ofDays(14).toMillis();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whoIsUpAndRunningIsFoundByPlayingTheEvents(long seed) throws IOException {
        Simulation.write(new SimulationPlan(600, 60, seed), directory);
        Map<String, Progress> people = new TreeMap<>();
        for (JsonNode click : StreamFiles.accepted(directory, "clickstream")) {
            if (click.has("user_id")) {
                people.computeIfAbsent(StreamFiles.text(click, "user_id"), user -> new Progress())
                        .see(StreamFiles.text(click, "name"), StreamFiles.eventTime(click));
            }
        }
        Set<String> found = people.entrySet().stream()
                .filter(entry -> entry.getValue().reached > 0)
                .map(entry -> entry.getKey() + "," + entry.getValue().reached)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).hasSizeGreaterThan(20);
        assertThat(rows("milestones.csv").stream()
                        .filter(row -> row[1].equals("up-and-running"))
                        .map(row -> row[3] + "," + Instant.parse(row[5]).toEpochMilli()))
                .containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void whatIsPaidIsWhatIsReleasedAndEveryPayoutIsAnEntry() throws IOException {
        Simulation.write(new SimulationPlan(1_000, 120, 4), directory);
        Map<String, String> released = new LinkedHashMap<>();
        Set<String> paid = new TreeSet<>();
        for (String[] entry : rows("ledger.csv")) {
            if (entry[4].equals("RELEASED")) {
                released.put(entry[2], entry[7]);
            } else if (entry[4].equals("PAID")) {
                assertThat(released.get(entry[2])).isNotNull().isLessThan(entry[7]);
                paid.add(String.join(",", entry[0], entry[2], entry[5].substring(1), entry[6], entry[7]));
            }
        }
        assertThat(paid).hasSizeGreaterThan(20);
        assertThat(StreamFiles.accepted(directory, "payouts").stream()
                        .map(payout -> String.join(
                                ",",
                                StreamFiles.text(payout, "program_id"),
                                StreamFiles.text(payout, "reward_id"),
                                StreamFiles.text(payout, "amount_minor"),
                                StreamFiles.text(payout, "currency"),
                                StreamFiles.text(payout, "event_time"))))
                .containsExactlyInAnyOrderElementsOf(paid);
    }

    /** Never more out than in, and of each reward that was paid or void nothing is left, but for what was reversed. */
    @Test
    void eachRewardsEntriesAddUp() throws IOException {
        Simulation.write(new SimulationPlan(1_000, 120, 5), directory);
        Map<String, Long> owed = new TreeMap<>();
        Map<String, String> last = new TreeMap<>();
        for (String[] entry : rows("ledger.csv")) {
            assertThat(last.containsKey(entry[2])).isEqualTo(!entry[4].equals("EARNED"));
            owed.merge(entry[2], Long.parseLong(entry[5]), Long::sum);
            last.put(entry[2], entry[4]);
        }
        assertThat(new HashSet<>(last.values()))
                .containsExactlyInAnyOrder("HELD", "RELEASED", "PAID", "VOIDED", "REVERSED");
        last.forEach((reward, step) -> {
            switch (step) {
                case "PAID", "VOIDED" -> assertThat(owed.get(reward)).isZero();
                case "REVERSED" -> assertThat(owed.get(reward)).isNotPositive();
                default -> assertThat(owed.get(reward)).isPositive();
            }
        });
    }

    @Test
    void othersSpeakOfReferralsThatAre() throws IOException {
        Simulation.write(new SimulationPlan(1_000, 120, 6), directory);
        Map<String, String> programs = new TreeMap<>();
        for (JsonNode signup : StreamFiles.accepted(directory, "signups")) {
            programs.put(
                    StreamFiles.text(signup, "user_id") + "/" + StreamFiles.text(signup, "event_id"),
                    StreamFiles.text(signup, "user_id"));
        }
        List<JsonNode> verdicts = StreamFiles.accepted(directory, "fraud-verdicts");
        assertThat(verdicts)
                .hasSizeGreaterThan(50)
                .allSatisfy(verdict -> assertThat(programs.get(StreamFiles.text(verdict, "referral_id")))
                        .isEqualTo(StreamFiles.text(verdict, "referee_id")));
        assertThat(StreamFiles.accepted(directory, "reviews"))
                .isNotEmpty()
                .allSatisfy(review -> assertThat(programs)
                        .containsKey(review.get("referral_ids").get(0).asText()));
        Set<String> judged = verdicts.stream()
                .map(verdict -> StreamFiles.text(verdict, "referral_id"))
                .collect(Collectors.toSet());
        assertThat(judged).hasSameSizeAs(verdicts);
    }

    private List<String[]> rows(String name) {
        return StreamFiles.truth(directory, name).stream()
                .map(row -> row.split(",", -1))
                .toList();
    }

    /** One person, one event after the other, as the program's page says it. */
    private static final class Progress {

        private long project = Long.MIN_VALUE / 2;
        private long teammate = Long.MIN_VALUE / 2;
        private long fifthTask = Long.MIN_VALUE / 2;
        private int tasks;
        private long reached;

        void see(String name, long time) {
            switch (name) {
                case "project_created" -> project = time;
                case "teammate_invited" -> teammate = time;
                case "task_completed" -> {
                    tasks++;
                    fifthTask = tasks == 5 ? time : fifthTask;
                }
                default -> {
                    return;
                }
            }
            long oldest = Math.min(project, Math.min(teammate, fifthTask));
            reached = reached == 0 && oldest > time - FORTNIGHT ? time : reached;
        }
    }
}
