package dev.milepost.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the first ten seeds have in them: no kind of decision is judged by chance alone. */
class MilestoneTrialTest {

    private static final long SEEDS = 10;

    @Test
    void everyTransitionGuardAndRefusalIsAmongThem() {
        Map<String, Long> cases = new TreeMap<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Cases.of(MilestoneTrial.found(seed)).forEach((name, count) -> cases.merge(name, count, Long::sum));
        }
        System.out.println("CASES " + cases);
        assertThat(cases)
                .containsKeys(
                        "milestone of a user",
                        "milestone of a referral",
                        "milestone of a advocate",
                        "milestone of a account",
                        "asked",
                        "held_out",
                        "not_asked not_before",
                        "not_asked cooldown",
                        "not_asked quota",
                        "not_asked suppress_if",
                        "not_asked exclude_segments",
                        "not_asked require_marketing_consent",
                        "not_asked risk_at_most",
                        "not_asked opted_out",
                        "EARNED earned",
                        "EARNED approved",
                        "HELD hold",
                        "RELEASED hold_over",
                        "RELEASED cleared",
                        "RELEASED release_when",
                        "PAID payout",
                        "EXPIRED expired",
                        "VOIDED refund",
                        "VOIDED chargeback",
                        "VOIDED unreached",
                        "VOIDED rejected",
                        "VOIDED review_timeout",
                        "VOIDED blocked",
                        "REVERSED refund",
                        "REVERSED chargeback",
                        "REVERSED refund_cancelled",
                        "REVERSED changed_while_held",
                        "REVERSED rejected",
                        "REVERSED approved",
                        "REVERSED retroactive",
                        "SKIPPED cap",
                        "SKIPPED budget",
                        "SKIPPED currency_differs",
                        "another life",
                        "a repetition",
                        "reversed after it was paid, down",
                        "reversed after it was paid, up",
                        "PAID payout",
                        "PAID paid_in_part",
                        "PAID overpaid",
                        "payout refused: not_released");
    }
}
