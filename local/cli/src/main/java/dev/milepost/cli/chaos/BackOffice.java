package dev.milepost.cli.chaos;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Those who decide outside, on a thread of their own: each referral gets a verdict, doubtful ones a review some seconds later,
 * or, where Milepost judges itself, each case gets a review; and what is released is paid. They go by what the warehouse shows, as people do, and wait where it is away. What they do about
 * a referral or a reward follows from its id; a few are forgotten, and a few payouts are wrong.
 */
final class BackOffice implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(700);
    private static final Duration DELIBERATION = Duration.ofSeconds(6);

    private final Supplier<ClickHouseClient> warehouse;
    private final Consumer<SpecificRecord> tell;
    private final boolean ownVerdicts;
    private final Set<String> judged = new HashSet<>();
    private final Set<String> paid = new HashSet<>();
    private final Deque<Due> reviews = new ArrayDeque<>();
    private final Thread thread = new Thread(this::work, "chaos-back-office");

    /** A review that somebody is thinking about. */
    private record Due(Instant at, Review review) {}

    private BackOffice(Supplier<ClickHouseClient> warehouse, Consumer<SpecificRecord> tell, boolean ownVerdicts) {
        this.warehouse = warehouse;
        this.tell = tell;
        this.ownVerdicts = ownVerdicts;
    }

    /**
     * Opens it.
     *
     * @param warehouse gives a client; it is asked again after a failure
     * @param tell takes the events that say what was decided
     * @param ownVerdicts whether Milepost judges, and makes the cases
     */
    static BackOffice open(Supplier<ClickHouseClient> warehouse, Consumer<SpecificRecord> tell, boolean ownVerdicts) {
        BackOffice office = new BackOffice(warehouse, tell, ownVerdicts);
        office.thread.setDaemon(true);
        office.thread.start();
        return office;
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(STEP.toMillis());
                try (ClickHouseClient client = warehouse.get()) {
                    if (ownVerdicts) {
                        openCases(client);
                    } else {
                        judge(client);
                    }
                    pay(client);
                } catch (ClickHouseFailure e) {
                    // It is away, as it is at times here; what it shows is looked at again.
                }
                review();
            }
        } catch (InterruptedException | InterruptException e) {
            // closed, perhaps while a word was on its way
        }
    }

    private void judge(ClickHouseClient client) throws ClickHouseFailure {
        List<Map<String, String>> referrals = client.query(
                "SELECT referral_id, program_id, advocate_id, referee_id FROM milepost.bindings WHERE status = 'bound'");
        for (Map<String, String> referral : referrals) {
            String id = referral.get("referral_id");
            if (!judged.add(id)) {
                continue;
            }
            int luck = luck(id);
            if (luck < 3) {
                continue; // nobody ever looks at it
            }
            boolean doubtful = luck < 25;
            boolean bad = luck < 10;
            tell.accept(FraudVerdict.newBuilder()
                    .setEventId("verdict-" + id)
                    .setEventTime(now())
                    .setVerdictId("verdict-" + id)
                    .setReferralId(id)
                    .setProgramId(referral.get("program_id"))
                    .setAdvocateId(referral.get("advocate_id"))
                    .setRefereeId(referral.get("referee_id"))
                    .setScore(new BigDecimal(bad ? "0.950000" : doubtful ? "0.500000" : "0.050000"))
                    .setCodes(bad ? List.of("SELF_DEVICE") : List.of())
                    .build());
            if (luck >= 6 && doubtful) {
                Review review = review("case-" + id, referral, 1, luck % 3 == 0);
                review.setEventId("review-" + id);
                review.setReferralIds(List.of(id));
                reviews.add(new Due(Instant.now().plus(DELIBERATION), review));
            }
        }
    }

    /** Of a few cases nobody thinks, some people decide about a version that is no more, and two about what takes two. */
    private void openCases(ClickHouseClient client) throws ClickHouseFailure {
        List<Map<String, String>> cases = client.query("SELECT case_id, program_id, advocate_id, version, pending_by"
                + " FROM milepost.fraud_cases WHERE status IN ('OPEN', 'PENDING', 'BLOCKED')");
        for (Map<String, String> open : cases) {
            String id = open.get("case_id");
            long version = Long.parseLong(open.get("version"));
            int luck = luck(id);
            if (luck < 10 || !judged.add(id + "/" + version)) {
                continue;
            }
            Review review = review(id, open, luck < 25 ? version - 1 : version, luck % 3 == 0);
            review.setEventId("review-" + id + "-" + version);
            review.setReviewer(open.get("pending_by").equals("rita") ? "rob" : "rita");
            reviews.add(new Due(Instant.now().plus(luck % 2 == 0 ? STEP : DELIBERATION), review));
        }
    }

    private static Review review(String caseId, Map<String, String> of, long version, boolean rejects) {
        return Review.newBuilder()
                .setEventId(caseId)
                .setEventTime(now())
                .setCaseId(caseId)
                .setProgramId(of.get("program_id"))
                .setAdvocateId(of.get("advocate_id"))
                .setExpectedVersion(version)
                .setPropensity(new BigDecimal("1.000000"))
                .setAction(rejects ? ReviewAction.REJECT : ReviewAction.APPROVE)
                .setTypology(rejects ? "self_referral" : null)
                .setReason(rejects ? "same_device" : null)
                .setReferralIds(List.of())
                .setReviewer("rita")
                .build();
    }

    private void review() {
        while (!reviews.isEmpty() && reviews.peek().at().isBefore(Instant.now())) {
            Review review = reviews.poll().review();
            review.setEventTime(now());
            tell.accept(review);
        }
    }

    private void pay(ClickHouseClient client) throws ClickHouseFailure {
        List<Map<String, String>> rewards =
                client.query("SELECT reward_id, program_id, owed_minor, currency FROM milepost.rewards"
                        + " WHERE state = 'RELEASED' AND owed_minor > 0");
        for (Map<String, String> reward : rewards) {
            String id = reward.get("reward_id");
            int luck = luck(id);
            if (luck < 15 || !paid.add(id)) {
                continue;
            }
            long owed = Long.parseLong(reward.get("owed_minor"));
            tell.accept(Payout.newBuilder()
                    .setEventId("payout-" + id)
                    .setEventTime(now())
                    .setRewardId(id)
                    .setProgramId(reward.get("program_id"))
                    .setAmountMinor(luck < 18 ? owed + 1 : owed)
                    .setCurrency(reward.get("currency"))
                    .setExternalReference("transfer-" + id)
                    .build());
        }
    }

    /** From 0 to 99, by an id alone. */
    private static int luck(String id) {
        return new Random(id.hashCode()).nextInt(100);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Nothing is decided any more. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
