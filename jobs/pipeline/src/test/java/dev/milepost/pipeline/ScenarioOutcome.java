package dev.milepost.pipeline;

import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.RewardRow;
import dev.milepost.testkit.scenario.ExpectedAsk;
import dev.milepost.testkit.scenario.ExpectedReward;
import dev.milepost.testkit.scenario.RewardName;
import dev.milepost.testkit.scenario.Scenario;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** What came of a script beside what it says should come, as lines. What a line of the script does not say is as it came. */
final class ScenarioOutcome {

    private ScenarioOutcome() {}

    static <R> Stream<R> of(Class<R> type, List<SpecificRecord> rows) {
        return rows.stream().filter(type::isInstance).map(type::cast);
    }

    private static String askName(Instant milestone, String ask, String user, String decision) {
        return String.join(" ", milestone.toString(), ask, user, decision);
    }

    private static Map<String, AskRow> byName(List<SpecificRecord> rows) {
        return of(AskRow.class, rows)
                .collect(Collectors.toMap(
                        row -> askName(
                                row.getMilestoneTime(), row.getMilestoneId(), row.getUserId(), row.getDecision()),
                        row -> row));
    }

    static Map<String, String> asks(List<SpecificRecord> rows) {
        Map<String, String> asks = new TreeMap<>();
        byName(rows).forEach((name, row) -> asks.put(name, told(Map.of(), row.getSendAt(), row.getKnownAt(), row)));
        return asks;
    }

    static Map<String, String> expectedAsks(Scenario scenario, List<SpecificRecord> rows) {
        Map<String, AskRow> came = byName(rows);
        Map<String, String> expected = new TreeMap<>();
        for (ExpectedAsk ask : scenario.asks()) {
            String name = askName(
                    ask.milestoneAt(),
                    ask.ask(),
                    ask.user(),
                    ask.decision().name().toLowerCase(Locale.ROOT));
            AskRow row = came.getOrDefault(name, new AskRow());
            expected.put(
                    name,
                    told(
                            ask.details(),
                            ask.sendAt() == null ? row.getSendAt() : ask.sendAt(),
                            ask.knownAt() == null ? row.getKnownAt() : ask.knownAt(),
                            row));
        }
        return expected;
    }

    private static String told(Map<String, String> said, Instant send, Instant known, AskRow row) {
        return "reason=" + said.getOrDefault("reason", row.getReason()) + " arm="
                + said.getOrDefault("arm", row.getArm()) + " channel="
                + said.getOrDefault("channel", row.getChannel()) + " template="
                + said.getOrDefault("template", row.getTemplate()) + " late="
                + said.getOrDefault("late", row.getLateCorrection() ? "yes" : "no") + " value="
                + said.getOrDefault("value", value(row.getValue())) + " send=" + send + " known="
                + known;
    }

    private static String value(BigDecimal value) {
        return value == null ? "none" : value.stripTrailingZeros().toPlainString();
    }

    private static RewardName name(RewardRow row) {
        return new RewardName(
                row.getRuleId(), row.getSubjectId(), row.getBeneficiaryId(), row.getSide(), row.getOccurrence());
    }

    static Map<String, List<String>> rewards(List<SpecificRecord> rows) {
        Map<String, List<LedgerRow>> entries = entries(rows);
        Map<String, List<String>> rewards = new TreeMap<>();
        of(RewardRow.class, rows).forEach(row -> {
            List<String> lines = new ArrayList<>();
            boolean skipped = row.getState().equals("SKIPPED");
            lines.add(skipped ? "skipped at " + row.getEarnedAt() + " " + row.getReason() : row.getState());
            entries.getOrDefault(row.getRewardId(), List.of()).stream()
                    .map(entry -> line(
                            entry.getEffectiveAt(),
                            entry.getStep(),
                            entry.getAmountMinor(),
                            entry.getCurrency(),
                            entry.getReason(),
                            entry.getLateCorrection(),
                            entry.getKnownAt()))
                    .sorted()
                    .forEach(lines::add);
            rewards.put(name(row).toString(), lines);
        });
        return rewards;
    }

    private static Map<String, List<LedgerRow>> entries(List<SpecificRecord> rows) {
        return of(LedgerRow.class, rows)
                .sorted(Comparator.comparing(LedgerRow::getEffectiveAt))
                .collect(Collectors.groupingBy(LedgerRow::getRewardId));
    }

    private static String line(
            Instant at, String step, long minor, String currency, String reason, boolean late, Instant known) {
        return at + " " + step + " " + minor + " " + (minor == 0 ? "" : currency) + " " + reason + (late ? " late" : "")
                + " known " + known;
    }

    static Map<String, List<String>> expectedRewards(Scenario scenario, List<SpecificRecord> rows) {
        Map<String, RewardRow> came = new HashMap<>();
        of(RewardRow.class, rows).forEach(row -> came.put(name(row).toString(), row));
        Map<String, List<LedgerRow>> entries = entries(rows);
        Map<String, List<String>> rewards = new TreeMap<>();
        for (ExpectedReward reward : scenario.rewards()) {
            String name = reward.name().toString();
            RewardRow row = came.getOrDefault(name, new RewardRow());
            List<LedgerRow> chain = entries.getOrDefault(row.getRewardId(), List.of());
            List<String> lines = new ArrayList<>();
            lines.add(
                    reward.state() == null
                            ? "skipped at " + reward.skippedAt() + " "
                                    + (reward.reason() == null ? row.getReason() : reward.reason())
                            : reward.state().name());
            reward.entries().stream()
                    .map(entry -> expected(entry, chain))
                    .sorted()
                    .forEach(lines::add);
            rewards.put(name, lines);
        }
        return rewards;
    }

    private static String expected(ExpectedReward.Entry entry, List<LedgerRow> chain) {
        LedgerRow row = chain.stream()
                .filter(other -> other.getEffectiveAt().equals(entry.effectiveAt())
                        && other.getStep().equals(entry.kind().name())
                        && other.getAmountMinor() == entry.minor())
                .findFirst()
                .orElse(new LedgerRow());
        return line(
                entry.effectiveAt(),
                entry.kind().name(),
                entry.minor(),
                entry.quantity() == null ? "" : entry.quantity().unit(),
                entry.reason() == null ? row.getReason() : entry.reason(),
                entry.lateCorrection(),
                entry.knownAt() == null ? row.getKnownAt() : entry.knownAt());
    }
}
