package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageTest {

    private static final String ONE = "{on: {count: {event: referral.qualified, at_least: 1}}, effects: [%s]}";
    private static final String THREE = "{on: {count: {event: referral.qualified, at_least: 3}}, effects: [%s]}";
    private static final String FIVE = "{on: {count: {event: referral.qualified, at_least: 5}}, effects: [%s]}";
    private static final String EIGHT = "{on: {count: {event: referral.qualified, at_least: 8}}, effects: [%s]}";

    private static final String CASH = "{to: advocate, kind: cash, amount: 5.00}";
    private static final String MORE = "{to: advocate, kind: cash, amount: 6.00}";
    private static final String CREDIT = "{to: advocate, kind: credit, amount: 5.00}";
    private static final String FRIEND = "{to: referee, kind: cash, amount: 5.00}";

    private static String ladder(String... steps) {
        return "per: advocate, fire: {ladder: ordered, steps: ["
                + String.join(", ", steps).formatted(CASH, CASH, CASH) + "]}";
    }

    private static String once(String... effects) {
        return "per: advocate, on: {event: referral.qualified}, fire: once, effects: [" + String.join(", ", effects)
                + "]";
    }

    private static List<ProgramVersion> versions(String... rewards) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < rewards.length; i++) {
            texts.put("v" + i, """
                    program: p
                    version: %d
                    valid_from: 2026-0%d-01T00:00:00Z
                    currency: USD
                    review: {risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 7d}
                    rewards: [{id: r, %s}]
                    """.formatted(i + 1, i + 1, rewards[i]));
        }
        return ProgramFiles.parse(texts).versions();
    }

    private static List<Integer> rungs(int version, String... rewards) {
        return Lineage.of(versions(rewards)).rungs(version, "r").stream()
                .map(Rung::number)
                .toList();
    }

    private static List<Integer> effects(int version, String... rewards) {
        return Lineage.of(versions(rewards)).rungs(version, "r").get(0).effectNumbers();
    }

    @Test
    void aRungIsTheOneWithItsPattern() {
        assertThat(rungs(2, ladder(ONE, FIVE), ladder(ONE, THREE, FIVE))).containsExactly(1, 3, 2);
        assertThat(rungs(3, ladder(ONE, THREE, FIVE), ladder(ONE, FIVE), ladder(ONE, THREE, FIVE)))
                .as("gone, and there again")
                .containsExactly(1, 2, 3);
    }

    @Test
    void orTheOneThatWasChangedInItsPlace() {
        assertThat(rungs(2, ladder(ONE, FIVE), ladder(ONE, EIGHT))).containsExactly(1, 2);
        assertThat(rungs(3, ladder(ONE, FIVE), ladder(ONE, EIGHT), ladder(ONE, FIVE, EIGHT)))
                .containsExactly(1, 3, 2);
        assertThat(rungs(2, ladder(ONE, FIVE), ladder(ONE, THREE, EIGHT)))
                .as("which of them is not known")
                .containsExactly(1, 3, 4);
    }

    @Test
    void anEffectIsTheOneThatIsTheMostLikeIt() {
        assertThat(effects(2, once(CASH, FRIEND), once(FRIEND, CASH))).containsExactly(1, 0);
        assertThat(effects(2, once(CASH), once(CREDIT, MORE))).containsExactly(1, 0);
        assertThat(effects(2, once(CASH, MORE), once(MORE, CASH))).containsExactly(1, 0);
        String capped = "{to: advocate, kind: cash, amount: 6.00, hold: 1d, cap: {count: 3}}";
        assertThat(effects(2, once(CASH, MORE), once(capped, CASH))).containsExactly(1, 0);
        assertThat(effects(2, once(CREDIT), once(FRIEND))).containsExactly(1);
    }

    @Test
    void whatIsAwaitedIsListenedToBehindTheLastVersionThatSaysIt() {
        String order = "{to: advocate, kind: cash, amount: 6.00, release_when: {event: referral.order}}";
        String renewal = "{to: advocate, kind: cash, amount: 6.00, release_when: {event: referral.renewal}, "
                + "recur: {every: 10d, times: 3}}";
        List<ProgramVersion> versions = versions(once(CASH, order), once(renewal, order), once(order), once(renewal));
        List<Awaited> all = Awaited.of(versions, Lineage.of(versions));
        long april = versions.get(3).validFromMillis();
        assertThat(all).hasSize(2);
        assertThat(all.get(0).number()).isZero();
        assertThat(all.get(0).fromMillis()).isEqualTo(versions.get(0).validFromMillis());
        assertThat(all.get(0).untilMillis()).isEqualTo(april + Awaited.GOES_ON.toMillis());
        assertThat(all.get(1).number()).isEqualTo(1);
        assertThat(all.get(1).fromMillis()).isEqualTo(versions.get(1).validFromMillis());
        assertThat(all.get(1).untilMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(all.get(1).versions()).extracting(ProgramVersion::version).containsExactly(2, 4);

        List<ProgramVersion> ended = versions.subList(0, 3);
        assertThat(Awaited.of(ended, Lineage.of(ended)).get(1).untilMillis())
                .as("the third time is 20 days after the first")
                .isEqualTo(versions.get(2).validFromMillis() + 420 * 86_400_000L);
    }
}
