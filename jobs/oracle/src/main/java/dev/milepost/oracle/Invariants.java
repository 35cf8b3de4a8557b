package dev.milepost.oracle;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.ExposureRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.RewardRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What holds of decisions however late events come: told ones are never wrong without a word, and no cent is lost or made. */
final class Invariants {

    private static final Set<String> LAST = Set.of("VOIDED", "EXPIRED");

    private final Collection<? extends SpecificRecord> rows;
    private final Collection<? extends SpecificRecord> inTime;

    private Invariants(Collection<? extends SpecificRecord> rows, Collection<? extends SpecificRecord> inTime) {
        this.rows = rows;
        this.inTime = inTime;
    }

    /**
     * Checks rows.
     *
     * @param inTime the rows that there would be, had every event come in its time
     */
    static void check(Collection<? extends SpecificRecord> rows, Collection<? extends SpecificRecord> inTime) {
        Invariants invariants = new Invariants(rows, inTime);
        invariants.asks();
        invariants.rewards();
    }

    private static <T> List<T> of(Class<T> type, Collection<? extends SpecificRecord> rows) {
        return rows.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void require(boolean holds, String what, Object row) {
        if (!holds) {
            throw new AssertionError(what + ": " + row);
        }
    }

    /** What was asked of those who never should have been is withdrawn; whoever is exposed was asked or held out. */
    private void asks() {
        Map<String, Map<String, AskRow>> told = new TreeMap<>();
        of(AskRow.class, rows)
                .forEach(row -> told.computeIfAbsent(row.getAskId(), id -> new TreeMap<>())
                        .put(row.getDecision(), row));
        Set<String> reached = new HashSet<>();
        of(AskRow.class, inTime).forEach(row -> reached.add(row.getAskId()));
        told.forEach((id, rowsOfAsk) -> {
            boolean withdrawn = rowsOfAsk.containsKey("withdrawn");
            boolean exposed = rowsOfAsk.containsKey("asked") || rowsOfAsk.containsKey("held_out");
            require(!withdrawn || exposed, "Withdrawn, and never asked", rowsOfAsk);
            require(
                    !withdrawn || rowsOfAsk.get("withdrawn").getLateCorrection() || isDue(rowsOfAsk),
                    "A withdrawal is a late correction, or of the time when the ask is due",
                    rowsOfAsk);
            require(reached.contains(id) || withdrawn || !exposed, "Asked for a milestone that never was", rowsOfAsk);
        });
        of(ExposureRow.class, rows)
                .forEach(row -> require(
                        told.containsKey(row.getAskId())
                                && (told.get(row.getAskId()).containsKey("asked")
                                        || told.get(row.getAskId()).containsKey("held_out")),
                        "Exposed by nothing",
                        row));
    }

    private static boolean isDue(Map<String, AskRow> ofAsk) {
        AskRow asked = ofAsk.get("asked");
        return asked != null
                && asked.getSendAt().isAfter(asked.getMilestoneTime())
                && asked.getSendAt().equals(ofAsk.get("withdrawn").getDecidedAt());
    }

    private void rewards() {
        Map<String, List<LedgerRow>> entries =
                of(LedgerRow.class, rows).stream().collect(groupingBy(LedgerRow::getRewardId));
        Map<String, RewardRow> rewards = new HashMap<>();
        of(RewardRow.class, rows).forEach(row -> rewards.put(row.getRewardId(), row));
        Map<String, RewardRow> expected = new HashMap<>();
        of(RewardRow.class, inTime).forEach(row -> expected.put(row.getRewardId(), row));
        Map<List<String>, Long> earnedInTime = causes(inTime, expected);
        entries.keySet().forEach(id -> require(rewards.containsKey(id), "Entries of no reward", id));
        Set<String> payouts = new HashSet<>();
        requireNoneTwice(rewards, entries, expected, earnedInTime);
        rewards.forEach((id, reward) -> {
            List<LedgerRow> chain = entries.getOrDefault(id, List.of());
            require(
                    reward.getState().equals("SKIPPED") == chain.isEmpty(),
                    "Skipped with entries, or granted without",
                    reward);
            if (!chain.isEmpty()) {
                chain(reward, chain, payouts);
            }
            // Nobody keeps what no event earned.
            boolean earned = expected.containsKey(id)
                    || isEarned(reward, expected)
                    || chain.stream().anyMatch(entry -> earnedInTime.containsKey(cause(reward, entry)));
            require(earned || due(chain) == 0, "Earned by nothing, and not taken back", reward);
            require(
                    earned || chain.stream().anyMatch(LedgerRow::getLateCorrection) || chain.isEmpty(),
                    "Taken back without a word",
                    reward);
        });
    }

    /** What each event earned, by effect and repetition: late ones may have had another number when they were told. */
    private static Map<List<String>, Long> causes(
            Collection<? extends SpecificRecord> rows, Map<String, RewardRow> rewards) {
        return of(LedgerRow.class, rows).stream()
                .filter(entry -> entry.getStep().equals("EARNED") && rewards.containsKey(entry.getRewardId()))
                .collect(groupingBy(entry -> cause(rewards.get(entry.getRewardId()), entry), counting()));
    }

    private static List<String> cause(RewardRow reward, LedgerRow entry) {
        String occurrence = reward.getOccurrence();
        int number = first(occurrence).length();
        return List.of(
                reward.getProgramId(),
                reward.getRuleId(),
                reward.getSubjectId(),
                reward.getSide(),
                occurrence.substring(number).replaceFirst("~.*", ""),
                entry.getStep(),
                entry.getCauseEventId());
    }

    /** Nothing that is kept under a number that it would not have had in time is kept under the one of then too. */
    private static void requireNoneTwice(
            Map<String, RewardRow> rewards,
            Map<String, List<LedgerRow>> entries,
            Map<String, RewardRow> expected,
            Map<List<String>, Long> inTime) {
        Map<List<String>, Long> kept = new HashMap<>();
        Set<List<String>> renumbered = new HashSet<>();
        entries.forEach((id, chain) -> {
            if (due(chain) != 0) {
                chain.stream()
                        .filter(entry -> entry.getStep().equals("EARNED"))
                        .map(entry -> cause(rewards.get(id), entry))
                        .distinct()
                        .forEach(cause -> {
                            kept.merge(cause, 1L, Long::sum);
                            if (!expected.containsKey(id)) {
                                renumbered.add(cause);
                            }
                        });
            }
        });
        renumbered.retainAll(inTime.keySet());
        renumbered.forEach(cause ->
                require(kept.get(cause) <= inTime.get(cause), "Earned once, and kept under two numbers", cause));
    }

    /** The same occurrence was earned, though maybe another life of it, or under another advocate. */
    private static boolean isEarned(RewardRow reward, Map<String, RewardRow> expected) {
        return expected.values().stream()
                .anyMatch(other -> other.getProgramId().equals(reward.getProgramId())
                        && other.getRuleId().equals(reward.getRuleId())
                        && other.getSubjectId().equals(reward.getSubjectId())
                        && first(other.getOccurrence()).equals(first(reward.getOccurrence())));
    }

    private static String first(String occurrence) {
        return occurrence.split("[#~]", 2)[0];
    }

    private static long due(List<LedgerRow> chain) {
        return chain.stream()
                .filter(entry -> !entry.getStep().equals("PAID"))
                .mapToLong(LedgerRow::getAmountMinor)
                .sum();
    }

    private static void chain(RewardRow reward, List<LedgerRow> chain, Set<String> payouts) {
        Map<String, Long> steps = new TreeMap<>();
        long owed = 0;
        for (LedgerRow entry : chain) {
            steps.merge(entry.getStep(), 1L, Long::sum);
            owed += entry.getAmountMinor();
            require(
                    !entry.getStep().equals("PAID") || payouts.add(entry.getCauseEventId()),
                    "Paid twice by one payout",
                    entry);
        }
        require(owed == reward.getOwedMinor(), "The entries come to " + owed, reward);
        require(due(chain) >= 0, "Less than nothing is due", chain);
        require(owed >= 0 || steps.containsKey("PAID"), "Owes what was never paid", chain);
        require(steps.get("EARNED") == 1 && steps.get("HELD") == 1, "Earned and held once", chain);
        long ends =
                LAST.stream().mapToLong(step -> steps.getOrDefault(step, 0L)).sum();
        require(ends <= 1 && steps.getOrDefault("RELEASED", 0L) <= 1, "Released and ended once at most", chain);
        boolean released = steps.containsKey("RELEASED");
        require(
                released
                        || (!steps.containsKey("PAID")
                                && !steps.containsKey("REVERSED")
                                && !steps.containsKey("EXPIRED")),
                "Paid, reversed or expired before it was released",
                chain);
        require(!released || !steps.containsKey("VOIDED"), "Voided after it was released", chain);
        require(steps.containsKey(reward.getState()), "Never came to its state", reward);
    }
}
