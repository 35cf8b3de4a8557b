package dev.milepost.cohorts.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.cohorts.model.CustomerEvent.Acquired;
import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.CustomerEvent.Prompted;
import dev.milepost.cohorts.model.CustomerEvent.Refunded;
import dev.milepost.cohorts.model.CustomerEvent.SignedUp;
import dev.milepost.cohorts.model.CustomerEvent.Sold;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one user adds to cohorts, by hand; and what is forgotten of them. */
class CustomerModelTest {

    private static final long DAY = 86_400_000L;
    private static final long T0 = Instant.parse("2026-01-10T00:00:00Z").toEpochMilli();
    private static final CustomerModel MODEL =
            new CustomerModel(new CohortTerms(30 * DAY, 400 * DAY, 30 * DAY, 90 * DAY, DAY));

    private final CustomerState state = MODEL.empty();

    private static SignedUp signup(long day) {
        return new SignedUp("u", "s", T0 + day * DAY, "smb", "DE");
    }

    private static Sold sold(String id, long day, long minor) {
        return new Sold("u", id, T0 + day * DAY, "USD", minor);
    }

    private static Refunded refunded(String id, long day, long saleDay, long minor) {
        return new Refunded("u", id, T0 + day * DAY, T0 + day * DAY, T0 + saleDay * DAY, "USD", minor);
    }

    private static Bound bound(String advocate, String program) {
        return new Bound("u", "s", T0, "u/s", advocate, program, T0, T0);
    }

    private void apply(CustomerEvent... events) {
        for (CustomerEvent event : events) {
            MODEL.apply(state, event, key -> {});
        }
    }

    private Map<CohortKey, CohortFact> facts() {
        Set<CohortKey> keys = new LinkedHashSet<>();
        MODEL.keys(state, keys::add);
        Map<CohortKey, CohortFact> facts = new HashMap<>();
        for (CohortKey key : keys) {
            CohortFact fact = MODEL.fact(state, key);
            if (fact != null) {
                facts.put(key, fact);
            }
        }
        return facts;
    }

    private Sums month(Anchor anchor, int period, String currency) {
        CohortFact fact = MODEL.fact(state, new CohortKey.Cell(anchor, Grain.CALENDAR_MONTH, period, currency));
        return fact == null ? Sums.NONE : ((CohortFact.Cell) fact).sums();
    }

    @Test
    void whatWasBoughtIsInItsPeriodOfBothAnchors() {
        apply(signup(0), sold("a", 1, 2_000), sold("b", 30, 500), refunded("r", 40, 1, 300));
        assertThat(month(Anchor.SIGNUP, 0, "USD")).isEqualTo(Sums.of(1, 2_000, 0));
        assertThat(month(Anchor.FIRST_PURCHASE, 1, "USD")).isEqualTo(Sums.of(1, 500, 300));
        assertThat(month(Anchor.SIGNUP, 1, "")).isEqualTo(Sums.of(1, 0, 0));
        assertThat(month(Anchor.SIGNUP, 1, "EUR")).isEqualTo(Sums.NONE);
        assertThat(MODEL.fact(state, new CohortKey.Value("USD")))
                .isEqualTo(new CohortFact.Value(new Worth(
                        Sums.of(1, 2_000, 0), Sums.of(2, 2_500, 300), Sums.of(2, 2_500, 300), Sums.of(2, 2_500, 300))));
    }

    @Test
    void whatWasBoughtBeforeASignupIsOfNoPeriodAfterIt() {
        apply(sold("a", -5, 2_000), signup(0), sold("b", 1, 500));
        assertThat(month(Anchor.SIGNUP, 0, "USD")).isEqualTo(Sums.of(1, 500, 0));
        assertThat(month(Anchor.FIRST_PURCHASE, 0, "USD")).isEqualTo(Sums.of(2, 2_500, 0));
        assertThat(((CohortFact.Customer) MODEL.fact(state, new CohortKey.Customer())).acquiredMillis())
                .isEqualTo(T0 - 5 * DAY);
    }

    @Test
    void aReferralIsTheSourceWhileItStandsElseTheFirstTouch() {
        apply(signup(0));
        assertThat(source()).isEqualTo(new Source("(none)", "", ""));
        apply(new Acquired("u", T0, "email"));
        assertThat(source()).isEqualTo(new Source("email", "", ""));
        apply(new Prompted("u", T0, "u/s", "ada", new Ask("autumn", "third-order")), bound("ada", "spring"));
        assertThat(source()).isEqualTo(new Source("referral", "spring", "third-order"));
        assertThat(customer().milestoneProgramId()).isEqualTo("autumn");
        apply(bound("bob", "club"));
        assertThat(source())
                .as("of another advocate's ask nothing is said")
                .isEqualTo(new Source("referral", "club", ""));
        assertThat(customer().milestoneProgramId()).isEmpty();
        apply(bound(null, null));
        assertThat(source()).isEqualTo(new Source("email", "", ""));
    }

    private CohortFact.Customer customer() {
        return (CohortFact.Customer) MODEL.fact(state, new CohortKey.Customer());
    }

    private Source source() {
        return state.source();
    }

    /** The user moves, with all they have: what the former cells lose, the others gain. */
    @Test
    void whoTurnsOutToBeReferredTakesAllAlong() {
        apply(signup(0), sold("a", 1, 2_000));
        Map<CohortKey, CohortFact> before = facts();
        apply(bound("ada", "spring"));
        Map<CellId, CellSums> net = new HashMap<>();
        Map<CohortKey, CohortFact> after = facts();
        after.forEach((key, fact) -> CellChange.between(key, before.get(key), fact)
                .forEach(change -> net.merge(change.id(), change.by(), CellSums::plus)));
        assertThat(before.keySet()).isEqualTo(after.keySet());
        net.forEach((id, by) -> {
            boolean referred = id.source().source().equals("referral");
            CellSums whole = id.isSize()
                    ? CellSums.USER
                    : CellSums.of(id.currency().isEmpty() ? Sums.of(1, 0, 0) : Sums.of(1, 2_000, 0));
            assertThat(by).as("%s", id).isEqualTo(referred ? whole : whole.negated());
        });
        // Two anchors, three grains: a size, a cell, and one of all currencies; each once taken and once put.
        assertThat(net).hasSize(2 * 3 * 3 * 2);
    }

    @Test
    void amountsMayBeMoreTogetherThanALongHolds() {
        apply(signup(0), sold("a", 1, Long.MAX_VALUE), sold("b", 2, Long.MAX_VALUE));
        assertThat(month(Anchor.SIGNUP, 0, "USD").revenueMinor())
                .isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1));
    }

    @Test
    void aCancelledRefundIsNothing() {
        apply(signup(0), sold("a", 1, 2_000), refunded("r", 40, 1, 300));
        apply(new Refunded("u", "r", T0 + 41 * DAY, T0 + 40 * DAY, T0 + DAY, "USD", 0));
        assertThat(month(Anchor.SIGNUP, 1, "USD")).isEqualTo(Sums.NONE);
        assertThat(facts()).doesNotContainKey(new CohortKey.Cell(Anchor.SIGNUP, Grain.CALENDAR_MONTH, 1, "USD"));
    }

    /** Facts stay while they are made; then they are forgotten one after the other, and who the customer is remains. */
    @Test
    void whatIsFinalIsForgottenOnceNothingCanBeAddedToIt() {
        apply(signup(0), sold("a", 1, 2_000), sold("b", 3, 500), refunded("r", 5, 3, 100));
        Map<CohortKey, CohortFact> told = facts();
        for (long next = MODEL.nextExpiry(state); next != Long.MAX_VALUE; next = MODEL.nextExpiry(state)) {
            MODEL.expire(state, next);
            facts().forEach((key, fact) -> assertThat(fact).as("%s", key).isEqualTo(told.get(key)));
            assertThat(MODEL.nextExpiry(state)).isGreaterThan(next);
        }
        assertThat(state.sales).isEmpty();
        assertThat(state.refunds).isEmpty();
        assertThat(state.cells).isEmpty();
        assertThat(state.worth).isEmpty();
        assertThat(MODEL.isEmpty(state)).isFalse();

        apply(sold("c", 600, 700));
        assertThat(month(Anchor.SIGNUP, 20, "USD")).isEqualTo(Sums.of(1, 700, 0));
        assertThat(facts()).doesNotContainKey(new CohortKey.Value("USD"));
    }

    /** A refund keeps the cell that it is in, so that what is left of it is known when it is cancelled. */
    @Test
    void aCellIsKeptAsLongAsARefundInItMayBeCancelled() {
        apply(signup(0), sold("a", 1, 2_000), refunded("r", 2, 1, 300));
        MODEL.expire(state, T0 + 200 * DAY);
        assertThat(month(Anchor.SIGNUP, 0, "USD")).isEqualTo(Sums.of(1, 2_000, 300));
        apply(new Refunded("u", "r", T0 + 300 * DAY, T0 + 2 * DAY, T0 + DAY, "USD", 0));
        assertThat(month(Anchor.SIGNUP, 0, "USD")).isEqualTo(Sums.of(1, 2_000, 0));
        MODEL.expire(state, T0 + 401 * DAY);
        assertThat(state.cells).isEmpty();
    }

    @Test
    void nothingIsFinalBeforeItIsSettledWhereTheyCameFrom() {
        apply(signup(0), sold("a", 1, 2_000));
        assertThat(MODEL.nextExpiry(state)).isEqualTo(T0 + 30 * DAY);
        MODEL.expire(state, T0 + 29 * DAY);
        assertThat(state.sales).hasSize(1);
        MODEL.expire(state, T0 + 30 * DAY);
        assertThat(state.sales).isEmpty();
        assertThat(List.copyOf(state.cells.values())).contains(Sums.of(1, 2_000, 0));
    }
}
