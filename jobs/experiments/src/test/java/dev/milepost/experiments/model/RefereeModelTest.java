package dev.milepost.experiments.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.experiments.model.RefereeEvent.Bound;
import dev.milepost.experiments.model.RefereeEvent.Refunded;
import dev.milepost.experiments.model.RefereeEvent.Sold;
import dev.milepost.experiments.model.UnitEvent.Happened;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a referee brings whoever referred them, by hand. */
class RefereeModelTest {

    private static final long DAY = 86_400_000L;
    private static final long HOUR = 3_600_000L;
    private static final long T0 = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final RefereeModel MODEL =
            new RefereeModel(new ExperimentTerms(DAY, 400 * DAY, 90 * DAY, new ReadingTerms(0.05, 5_000, 100)));

    private final RefereeState state = MODEL.empty();

    private static Bound bound(String advocate, long knownMillis) {
        return new Bound("bo", "s", knownMillis, "bo/s", advocate, T0);
    }

    private static Sold sold(String id, long millis, long minor) {
        return new Sold("bo", id, millis, "USD", minor);
    }

    private void apply(RefereeEvent... events) {
        for (RefereeEvent event : events) {
            MODEL.apply(state, event, key -> {});
        }
    }

    /** Of an advocate: kind, hours after the signup, amount; what does not stand is left out. */
    private Set<String> of(String advocate) {
        Set<String> words = new TreeSet<>();
        for (Happened fact : facts()) {
            if (fact.userId().equals(advocate) && fact.stands()) {
                words.add(fact.what() + " " + (fact.happenedMillis() - T0) / HOUR + " " + fact.amountMinor());
            }
        }
        return words;
    }

    private List<Happened> facts() {
        Set<RefereeKey> keys = new LinkedHashSet<>();
        MODEL.keys(state, keys::add);
        return keys.stream()
                .map(key -> MODEL.fact(state, key))
                .filter(fact -> fact != null)
                .toList();
    }

    @Test
    void fromTheSignupOnAllThatIsBoughtIsTheAdvocates() {
        apply(
                sold("guest", T0 - HOUR, 50),
                bound("ada", T0),
                sold("a", T0 + HOUR, 2_000),
                sold("b", T0 + 2 * HOUR, 700),
                new Refunded("bo", "r", T0 + 3 * HOUR, T0 + 3 * HOUR, T0 + HOUR, "USD", 300),
                new Refunded("bo", "q", T0 + 4 * HOUR, T0 + 4 * HOUR, T0 - HOUR, "USD", 50));
        assertThat(of("ada"))
                .containsExactlyInAnyOrder(
                        "REFERRED_SIGNUP 0 0",
                        "REFERRED_PURCHASE 1 0",
                        "REFERRED_SALE 1 2000",
                        "REFERRED_SALE 2 700",
                        "REFERRED_REFUND 3 300");
    }

    /** The former advocate is told so by a version that is known since then. */
    @Test
    void aReferralThatMovesTakesAllAlong() {
        apply(bound("ada", T0), sold("a", T0 + HOUR, 2_000), bound("eve", T0 + 5 * HOUR));
        assertThat(of("ada")).isEmpty();
        assertThat(of("eve"))
                .containsExactlyInAnyOrder("REFERRED_SIGNUP 0 0", "REFERRED_PURCHASE 1 0", "REFERRED_SALE 1 2000");
        assertThat(facts()).hasSize(6).allMatch(fact -> fact.timeMillis() == T0 + 5 * HOUR);
        apply(bound(null, T0 + 6 * HOUR));
        assertThat(of("eve")).isEmpty();
        apply(bound("ada", T0 + 7 * HOUR));
        assertThat(of("ada")).hasSize(3);
    }

    @Test
    void aBindingThatIsKnownOnlyLaterCoversWhatWasBoughtMeanwhile() {
        apply(sold("a", T0 + HOUR, 2_000));
        assertThat(facts()).isEmpty();
        MODEL.expire(state, T0 + 20 * HOUR);
        apply(bound("ada", T0 + 23 * HOUR));
        assertThat(of("ada")).contains("REFERRED_PURCHASE 1 0", "REFERRED_SALE 1 2000");
    }

    /** Whose first purchase it was is remembered for good; who is bound to nobody leaves nothing. */
    @Test
    void whatIsFinalIsForgottenAndTheFirstPurchaseStaysTheFirst() {
        apply(
                bound("ada", T0),
                sold("a", T0 + HOUR, 2_000),
                new Refunded("bo", "r", T0 + 3 * HOUR, T0 + 3 * HOUR, T0 + HOUR, "USD", 300),
                bound("eve", T0 + 5 * HOUR));
        for (long next = MODEL.nextExpiry(state); next != Long.MAX_VALUE; next = MODEL.nextExpiry(state)) {
            MODEL.expire(state, next);
            assertThat(MODEL.nextExpiry(state)).isGreaterThan(next);
        }
        assertThat(state.sales).isEmpty();
        assertThat(state.refunds).isEmpty();
        assertThat(state.ties).hasSize(1);
        apply(sold("b", T0 + 500 * DAY, 700));
        assertThat(of("eve"))
                .containsExactlyInAnyOrder("REFERRED_SIGNUP 0 0", "REFERRED_PURCHASE 1 0", "REFERRED_SALE 12000 700");
    }

    /** Of two sales that are forgotten at once, the earlier one is the first, whichever is named first. */
    @Test
    void theFirstPurchaseIsTheEarliestAndMayBeOfTheSignupsOwnMoment() {
        apply(bound("ada", T0), sold("a", T0 + HOUR, 700), sold("b", T0, 2_000), sold("c", T0 + 2 * HOUR, 100));
        assertThat(of("ada")).contains("REFERRED_PURCHASE 0 0", "REFERRED_SALE 0 2000");
        MODEL.expire(state, T0 + 500 * DAY);
        assertThat(state.sales).isEmpty();
        assertThat(of("ada")).containsExactlyInAnyOrder("REFERRED_SIGNUP 0 0", "REFERRED_PURCHASE 0 0");
    }

    @Test
    void ofWhoIsBoundToNobodyNothingStays() {
        apply(sold("a", T0, 2_000), new Refunded("bo", "r", T0 + 3 * HOUR, T0 + 3 * HOUR, T0, "USD", 300));
        MODEL.expire(state, T0 + DAY);
        assertThat(MODEL.isEmpty(state)).isTrue();
    }
}
