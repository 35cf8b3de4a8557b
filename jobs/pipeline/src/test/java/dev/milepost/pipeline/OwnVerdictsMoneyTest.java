package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.FraudCaseRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.RewardRow;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.ScenarioReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs, self-referrals and reviews at random: no reward is released before its verdict, and none above the program's
 * {@code risk_over} without an approval that a case accepted, or the program's own {@code on_timeout: release}.
 */
class OwnVerdictsMoneyTest {

    private static final int SEEDS = Integer.getInteger("milepost.seeds", 24);
    private static final Instant START = Instant.parse("2026-02-02T10:00:00Z");
    private static final Duration REVIEWED = Duration.ofDays(5);
    private static final Duration AFTER = Duration.ofDays(6);
    private static final Duration UNTIL = Duration.ofDays(14);
    private static final int ADVOCATES = 6;
    private static final BigDecimal RISK_OVER = new BigDecimal("0.300000");
    private static final List<String> TIMEOUTS = List.of("release", "void", "escalate");
    private static final Pattern LIST = Pattern.compile("\"(approved|rejected)\":\\[([^]]*)]");

    @TempDir
    private Path folder;

    private final Random random = new Random(7);
    private final List<TimedRecord> events = new ArrayList<>();

    /** What a case decided about a referral. */
    private record Decided(Instant at, long sequence, boolean approved) {}

    /** Why a reward was released. */
    private enum Why {
        BELOW,
        APPROVED,
        TIME_OUT,
        NOTHING
    }

    @Test
    void nothingIsReleasedButByAVerdictAPersonOrTheProgramsOwnWord() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (int seed = 1; seed <= SEEDS; seed++) {
            generate(seed, programs);
        }
        List<FraudCaseRow> cases = ScenarioOutcome.of(FraudCaseRow.class, run(programs, START.plus(REVIEWED), "before"))
                .sorted(Comparator.comparing(FraudCaseRow::getCaseId))
                .toList();
        cases.forEach(this::review);
        List<SpecificRecord> rows = run(programs, START.plus(UNTIL), "reviewed");

        Map<String, List<FraudVerdictRow>> verdicts = ScenarioOutcome.of(FraudVerdictRow.class, rows)
                .sorted(Comparator.comparing(FraudVerdictRow::getDecidedAt))
                .collect(Collectors.groupingBy(FraudVerdictRow::getReferralId));
        Map<String, List<Decided>> decisions = decisions(rows);
        Map<String, RewardRow> rewards = ScenarioOutcome.of(RewardRow.class, rows)
                .collect(Collectors.toMap(RewardRow::getRewardId, Function.identity()));
        Map<Why, Integer> why = new TreeMap<>();
        ScenarioOutcome.of(LedgerRow.class, rows)
                .filter(entry -> entry.getStep().equals("RELEASED"))
                .forEach(entry -> {
                    RewardRow reward = rewards.get(entry.getRewardId());
                    for (String referral : reward.getReferralIds()) {
                        Why found = why(
                                reward,
                                entry.getEffectiveAt(),
                                verdicts.getOrDefault(referral, List.of()),
                                decisions.getOrDefault(referral, List.of()));
                        assertThat(found).as("%s of %s", entry, referral).isNotEqualTo(Why.NOTHING);
                        why.merge(found, 1, Integer::sum);
                    }
                });
        // Each way of release was gone, and rewards were stopped too.
        assertThat(why)
                .containsOnlyKeys(Why.BELOW, Why.APPROVED, Why.TIME_OUT)
                .allSatisfy((each, count) -> assertThat(count).isGreaterThan(SEEDS / 8));
        assertThat(rewards.values().stream().map(RewardRow::getState).collect(Collectors.toSet()))
                .contains("RELEASED", "VOIDED", "HELD");
        assertThat(decisions.values().stream().flatMap(List::stream).filter(each -> !each.approved()))
                .hasSizeGreaterThan(SEEDS / 4);
        assertThatWhatIsRefusedChangesNothing(programs, rows);
    }

    /** The same without the reviews that were refused. */
    private void assertThatWhatIsRefusedChangesNothing(Path programs, List<SpecificRecord> rows) throws Exception {
        Set<String> refused = ScenarioOutcome.of(DeadLetterRow.class, rows)
                .filter(letter -> letter.getReason().equals("review_refused"))
                .map(DeadLetterRow::getEventId)
                .collect(Collectors.toSet());
        assertThat(refused).hasSizeGreaterThan(SEEDS / 2);
        int before = events.size();
        events.removeIf(record -> record.record() instanceof Review review && refused.contains(review.getEventId()));
        assertThat(events).hasSize(before - refused.size());
        List<SpecificRecord> without = run(programs, START.plus(UNTIL), "without");
        for (Class<? extends SpecificRecord> type :
                List.of(RewardRow.class, LedgerRow.class, FraudCaseRow.class, FraudCaseEventRow.class)) {
            assertThat(texts(type, without))
                    .as(type.getSimpleName())
                    .isNotEmpty()
                    .isEqualTo(texts(type, rows));
        }
    }

    private static List<String> texts(Class<? extends SpecificRecord> type, List<SpecificRecord> rows) {
        return rows.stream()
                .filter(type::isInstance)
                .map(SpecificRecord::toString)
                .sorted()
                .toList();
    }

    private static Why why(RewardRow reward, Instant at, List<FraudVerdictRow> verdicts, List<Decided> decisions) {
        List<Decided> before =
                decisions.stream().filter(each -> !each.at().isAfter(at)).toList();
        if (!before.isEmpty()) {
            return before.get(before.size() - 1).approved() ? Why.APPROVED : Why.NOTHING;
        }
        List<FraudVerdictRow> known = verdicts.stream()
                .filter(each -> !each.getDecidedAt().isAfter(at))
                .toList();
        if (known.isEmpty()) {
            return Why.NOTHING;
        }
        if (known.get(known.size() - 1).getScore().compareTo(RISK_OVER) <= 0) {
            return Why.BELOW;
        }
        boolean releases = reward.getProgramId().endsWith("release");
        return releases && !at.isBefore(reward.getEarnedAt().plus(AFTER)) ? Why.TIME_OUT : Why.NOTHING;
    }

    private static Map<String, List<Decided>> decisions(List<SpecificRecord> rows) {
        Map<String, List<Decided>> decisions = new TreeMap<>();
        ScenarioOutcome.of(FraudCaseEventRow.class, rows)
                .filter(event -> List.of("APPROVE", "REJECT", "PARTIAL").contains(event.getKind()))
                .filter(event -> !event.getDetail().contains("\"pending\""))
                .sorted(Comparator.comparing(FraudCaseEventRow::getHappenedAt)
                        .thenComparing(FraudCaseEventRow::getSequence))
                .forEach(event -> {
                    Matcher lists = LIST.matcher(event.getDetail());
                    while (lists.find()) {
                        boolean approved = lists.group(1).equals("approved");
                        Arrays.stream(lists.group(2).split(","))
                                .map(text -> text.replace("\"", ""))
                                .forEach(referral -> decisions
                                        .computeIfAbsent(referral, each -> new ArrayList<>())
                                        .add(new Decided(event.getHappenedAt(), event.getSequence(), approved)));
                    }
                });
        return decisions;
    }

    /** A program of its own, six advocates, and one to three referees of each: half of them share something. */
    private void generate(int seed, Path programs) throws IOException {
        String timeout = TIMEOUTS.get(seed % TIMEOUTS.size());
        String program = "s" + seed + "-" + timeout;
        Files.writeString(
                programs.resolve(program + ".yaml"),
                String.format(
                        Locale.ROOT,
                        """
                program: %s
                version: 1
                valid_from: 2026-01-01T00:00:00Z
                currency: USD
                rewards:
                  - id: bought
                    on: {event: order}
                    per: referral
                    fire: once
                    effects: [{to: advocate, kind: cash, amount: 10.00, hold: %dh}]
                review: {risk_over: 0.3, block_over: %s, second_person_over: %d.00, on_timeout: %s, after: 6d}
                """,
                        program,
                        1 + random.nextInt(90),
                        random.nextBoolean() ? "0.9" : "1.0",
                        5 + random.nextInt(30),
                        timeout));
        StringBuilder script = new StringBuilder("program " + program + "\nstart " + START + "\nuntil +14d\nhappens\n");
        Map<String, String> households = new TreeMap<>();
        for (int i = 0; i < ADVOCATES; i++) {
            String advocate = "s" + seed + "a" + i;
            script.append("  +0d signup ")
                    .append(advocate)
                    .append("\n  +1h code ")
                    .append(advocate)
                    .append(" C")
                    .append(advocate)
                    .append('\n');
            for (int k = random.nextInt(3); k >= 0; k--) {
                String referee = advocate + "r" + k;
                int minute = 60 * 24 + random.nextInt(600);
                script.append("  +")
                        .append(minute)
                        .append("m signup ")
                        .append(referee)
                        .append(" code=C")
                        .append(advocate)
                        .append("\n  +")
                        .append(minute + 1 + random.nextInt(2_000))
                        .append("m order ")
                        .append(referee)
                        .append(" o")
                        .append(referee)
                        .append(" 20.00 USD\n");
                if (random.nextBoolean()) {
                    households.put(referee, advocate);
                }
            }
        }
        script.append("asks\n  none\nrewards\n  none\n");
        Path file = Files.writeString(folder.resolve(program + ".fires.txt"), script);
        for (TimedRecord record : ScenarioReader.read(file).events()) {
            if (record.record() instanceof Signup signup) {
                String household = households.getOrDefault(signup.getUserId(), signup.getUserId());
                signup.setDeviceHash("device of " + household);
                if (random.nextBoolean()) {
                    signup.setPaymentHash("card of " + household);
                }
            }
            events.add(record);
        }
    }

    /** None to three reviews of a case: some of an outdated version, some by one person where it takes two. */
    private void review(FraudCaseRow of) {
        long version = of.getVersion();
        for (int i = random.nextInt(4); i > 0; i--) {
            Review review = new Review();
            review.setEventId(of.getCaseId() + "/" + i);
            review.setEventTime(START.plus(REVIEWED).plusSeconds(3_600L * (4 - i) + random.nextInt(3_000)));
            review.setCaseId(of.getCaseId());
            review.setProgramId(of.getProgramId());
            review.setAdvocateId(of.getAdvocateId());
            review.setExpectedVersion(random.nextInt(4) == 0 ? version - 1 : version++);
            review.setPropensity(new BigDecimal("1.000000"));
            review.setAction(random.nextInt(3) == 0 ? ReviewAction.REJECT : ReviewAction.APPROVE);
            review.setTypology("self_referral");
            review.setReason("same_device");
            review.setReferralIds(List.of());
            review.setReviewer(random.nextBoolean() ? "rita" : "rob");
            events.add(TimedRecord.received(review, Duration.ZERO));
        }
    }

    private List<SpecificRecord> run(Path programs, Instant until, String name) throws Exception {
        List<TimedRecord> log = new ArrayList<>(events);
        log.sort(Comparator.comparing(TimedRecord::receivedAt));
        DeliveredRun run = new DeliveredRun(DeliveredRun.ingested(log), programs, folder.resolve(name))
                .until(until)
                .judging();
        run.start(2, null, Long.MAX_VALUE).getJobExecutionResult().get();
        List<SpecificRecord> rows = run.rows().visible();
        run.forget();
        return rows;
    }
}
