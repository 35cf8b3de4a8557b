package dev.milepost.milestones.model.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Window;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A partner whose referees pay thousands of times. What an order costs behind many refunds, and what a refund does for each order
 * that it folds again, is printed for a tenth and for all of them; they should be about the same.
 */
class HotPartnerTest {

    private static final int ORDERS = 10_000;
    private static final int REFUNDS = 500;
    private static final long MINUTE = 60_000L;

    private final Rule rule = new Rule(
            new RuleId("p", "m", 0),
            SubjectKind.ADVOCATE,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            PatternCompiler.compile(
                    new Pattern.Sum(
                            new Pattern.Event(List.of("referral.order"), List.of()), "amount", 10, Window.LIFETIME),
                    ZoneOffset.UTC,
                    "USD"),
            List.of(new Rule.InForce(0, 1, List.of())),
            Set.of(),
            Horizons.DEFAULT);

    /** Each referee numbers their orders. */
    private static SubjectEvent of(String name, int order, long time, String refundId) {
        Map<String, String> texts = new HashMap<>();
        texts.put(SubjectEvent.REFEREE_ID, "u" + order % 100);
        texts.put(SubjectEvent.ORDER_ID, String.valueOf(order / 100));
        if (refundId != null) {
            texts.put(SubjectEvent.REFUND_ID, refundId);
        }
        String id = "e" + time;
        return new SubjectEvent(
                name,
                time,
                id,
                time,
                id,
                true,
                true,
                SubjectKind.ADVOCATE.bit(),
                "p",
                "USD",
                1L,
                null,
                null,
                List.of(),
                texts);
    }

    private static void print(String what, int times, long startNanos) {
        System.out.printf("%s, %,d: %.2f µs each%n", what, times, (System.nanoTime() - startNanos) / 1_000.0 / times);
    }

    @Test
    void anOrderCostsNoMoreForTheRefundsOfOthers() {
        for (int part : List.of(10, 1)) {
            int orders = ORDERS / part;
            int refunds = REFUNDS / part;
            RuleState state = rule.empty(Gates.NONE);
            long start = System.nanoTime();
            for (int i = 0; i < orders; i++) {
                state = rule.apply(state, of("referral.order", i, i * MINUTE, null), Reviews.NONE);
            }
            print("Orders", orders, start);
            start = System.nanoTime();
            for (int i = 0; i < refunds; i++) {
                state = rule.apply(state, of("referral.refund", 2 * i, (orders + i) * MINUTE, "1"), Reviews.NONE);
            }
            print("Orders folded again by " + refunds + " refunds", refunds * orders, start);
            start = System.nanoTime();
            for (int i = orders; i < 2 * orders; i++) {
                state = rule.apply(state, of("referral.order", i, (orders + i) * MINUTE, null), Reviews.NONE);
            }
            print("Orders behind " + refunds + " refunds", orders, start);
            // Of the first orders every second one is taken back: the tenth that stands is the twentieth.
            assertThat(state.completions()).isEqualTo(1);
            assertThat(state.recentAt(0).standing().timeMillis()).isEqualTo(19 * MINUTE);
        }
    }
}
