package dev.milepost.milestones.model.order;

import static dev.milepost.milestones.model.order.Purchases.bound;
import static dev.milepost.milestones.model.order.Purchases.purchase;
import static dev.milepost.milestones.model.order.Purchases.qualified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import dev.milepost.runtime.fold.Timed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a user's orders, in any order of arrival, with what is forgotten on the way, is as by hand. */
class OrderPropertyTest {

    private static final long REVISED = 1_000;
    private static final long HORIZON = 3_000;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 100L * Math.max(1, Integer.getInteger("milepost.seeds", 10)); seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderIsToldTheSame(long seed) throws IOException {
        Random random = new Random(seed);
        List<PersonEvent> life = life(random);
        FoldDriver<OrderState, PersonEvent, OrderKey, OrderFact> fold =
                new FoldDriver<>(new OrderModel(REVISED, HORIZON), new OrderStateCodec.MemoryCodec());

        List<PersonEvent> arrival = withFormerVersions(shuffledWithin(REVISED, life, random), random);
        for (int i = 0; i < arrival.size(); i++) {
            PersonEvent event = arrival.get(i);
            fold.accept(Change.put(event));
            if (!life.contains(event) && random.nextInt(3) == 0) {
                fold.accept(Change.remove(event));
            }
            if (random.nextInt(4) == 0) {
                fold.passThroughBytes();
            }
            if (random.nextInt(4) == 0) {
                long reached = earliest(arrival.subList(i + 1, arrival.size())) - 1;
                if (reached > fold.baseTime()) {
                    fold.advance(reached);
                    fold.compact(reached);
                }
            }
        }
        assertThat(fold.told()).isEqualTo(byHand(life));

        fold.advance(Long.MAX_VALUE / 2);
        fold.compact(Long.MAX_VALUE / 2);
        fold.passThroughBytes();
        assertThat(fold.told()).isEqualTo(byHand(life));
        boolean referred = life.stream()
                .anyMatch(event -> (event instanceof Bound bound && bound.stands())
                        || (event instanceof Qualified qualified && qualified.stands()));
        assertThat(fold.hasForgottenAll()).isEqualTo(!referred);
    }

    /** Times are coarse, so that many are the same. */
    private static List<PersonEvent> life(Random random) {
        List<PersonEvent> life = new ArrayList<>();
        long signup = 50L * random.nextInt(40);
        if (random.nextInt(5) > 0) {
            String program = random.nextInt(5) == 0 ? null : random.nextBoolean() ? "p" : "q";
            life.add(bound(program, signup, signup + 50L * random.nextInt(20), "b"));
        }
        if (!life.isEmpty() && random.nextBoolean()) {
            String program = random.nextInt(5) == 0 ? null : random.nextBoolean() ? "p" : "q";
            // By the earliest event there is, a sale maybe.
            life.add(qualified(program, life.get(0).timeMillis() + 50L * random.nextInt(40), "e" + random.nextInt(4)));
        }
        int n = 0;
        for (int order = 0; order < 3; order++) {
            // Who bought before is bound to nobody; should the data say otherwise, it is no order of the referral.
            long sold = 50L * random.nextInt(80);
            if (random.nextInt(6) > 0) {
                String name = random.nextBoolean() ? "order" : "renewal";
                life.add(purchase(name, sold, "e" + n++, "o" + order, null, "USD", random.nextInt(100)));
                if (sold >= signup && random.nextInt(3) == 0) {
                    long again = sold + 50L * random.nextInt((int) HORIZON / 50);
                    life.add(purchase("order", again, "e" + n++, "o" + order, null, "EUR", random.nextInt(100)));
                }
            }
            for (int i = random.nextInt(7); i > 0; i--) {
                long time = Math.max(0, sold - 500 + 50L * random.nextInt(90));
                String name = List.of("refund", "refund", "chargeback", "refund_cancelled")
                        .get(random.nextInt(4));
                String currency = random.nextInt(6) == 0 ? "EUR" : "USD";
                String refund = "r" + random.nextInt(3);
                life.add(purchase(name, time, "e" + n++, "o" + order, refund, currency, random.nextInt(70)));
            }
        }
        return life;
    }

    /** What was known before may have been seen, or not; whoever folds may have moved it into the base by then. */
    private static List<PersonEvent> withFormerVersions(List<PersonEvent> arrival, Random random) {
        List<PersonEvent> all = new ArrayList<>(arrival);
        for (PersonEvent event : arrival) {
            if (random.nextInt(3) == 0) {
                int at = all.indexOf(event);
                PersonEvent former = former(event, random);
                if (!former.equals(event)) {
                    all.add(Math.max(0, at - random.nextInt(5)), former);
                }
            }
        }
        return all;
    }

    /** At most half of the lateness before. */
    private static PersonEvent former(PersonEvent event, Random random) {
        long time = event.timeMillis() - 50L * random.nextInt((int) REVISED / 100);
        if (event instanceof Bound bound) {
            return bound(
                    random.nextBoolean() ? "former" : null,
                    bound.signupMillis(),
                    Math.max(bound.signupMillis(), time),
                    "b0");
        }
        if (event instanceof Qualified) {
            return qualified(random.nextBoolean() ? "q" : null, Math.max(0, time), "e" + random.nextInt(4));
        }
        Own own = (Own) event;
        return Purchases.version(own, time, own.event().amountMinor() + 1 + random.nextInt(50));
    }

    private static List<PersonEvent> shuffledWithin(long millis, List<PersonEvent> life, Random random) {
        Map<PersonEvent, Long> due = new HashMap<>();
        life.forEach(event -> due.put(event, event.timeMillis() + random.nextInt((int) millis)));
        List<PersonEvent> arrival = new ArrayList<>(life);
        Collections.shuffle(arrival, random);
        arrival.sort(Comparator.comparing(due::get));
        return arrival;
    }

    private static long earliest(List<PersonEvent> left) {
        return left.stream().mapToLong(Timed::timeMillis).min().orElse(0);
    }

    /** Reads the whole life at once, anew for each fact. */
    private static Map<OrderKey, OrderFact> byHand(List<PersonEvent> life) {
        List<PersonEvent> sorted = new ArrayList<>(life);
        sorted.sort(Timed.ORDER);
        Map<OrderKey, OrderFact> facts = new HashMap<>();
        for (PersonEvent referral : sorted) {
            if (!(referral instanceof Bound bound) || !bound.stands()) {
                continue;
            }
            for (String order : List.of("o0", "o1", "o2")) {
                Own sale = null;
                for (PersonEvent event : sorted) {
                    if (sale == null && isSale(event) && isOf(order, event)) {
                        sale = (Own) event;
                    }
                }
                if (sale == null || sale.timeMillis() < bound.signupMillis()) {
                    continue;
                }
                for (PersonEvent event : sorted) {
                    if (isOf(order, event) && counts(event, sale)) {
                        PersonEvent by = last(event, last(sale, bound));
                        OrderKey key = new OrderKey(order, by.timeMillis(), by.id());
                        facts.put(key, byThen(order, key, bound.program(), by, sale, sorted));
                        PersonEvent qualified = qualifying(bound, sale, sorted);
                        if (qualified != null) {
                            PersonEvent since = last(by, qualified);
                            OrderKey once = new OrderKey(null, since.timeMillis(), since.id());
                            facts.put(once, byThen(order, once, bound.program(), since, sale, sorted));
                        }
                    }
                }
            }
        }
        return facts;
    }

    /** That the referral qualified by that sale, or null. */
    private static PersonEvent qualifying(Bound bound, Own sale, List<PersonEvent> sorted) {
        for (PersonEvent event : sorted) {
            if (event instanceof Qualified qualified
                    && bound.program().equals(qualified.program())
                    && qualified.causeId().equals(sale.id())) {
                return event;
            }
        }
        return null;
    }

    private static OrderFact byThen(
            String order, OrderKey key, String program, PersonEvent by, Own sale, List<PersonEvent> sorted) {
        long gross = sale.event().amountMinor();
        long refunded = 0;
        long chargedBack = 0;
        long known = key.timeMillis();
        Set<String> counted = new HashSet<>();
        for (PersonEvent event : sorted) {
            boolean seen = isOf(order, event) && Timed.ORDER.compare(event, by) <= 0 && counts(event, sale);
            known = seen ? Math.max(known, ((Own) event).event().knownMillis()) : known;
            if (!seen || name(event).equals("refund_cancelled") || !counted.add(refund(event))) {
                continue;
            }
            boolean undone = sorted.stream()
                    .anyMatch(other -> isOf(order, other)
                            && name(other).equals("refund_cancelled")
                            && refund(other).equals(refund(event))
                            && counts(other, sale)
                            && Timed.ORDER.compare(other, by) <= 0);
            if (!undone && name(event).equals("refund")) {
                refunded = Math.min(gross - chargedBack, refunded + amount(event));
            } else if (!undone) {
                chargedBack = Math.min(gross - refunded, chargedBack + amount(event));
            }
        }
        return new OrderFact(key, program, gross, refunded, chargedBack, known);
    }

    private static PersonEvent last(PersonEvent a, PersonEvent b) {
        return Timed.ORDER.compare(a, b) > 0 ? a : b;
    }

    private static boolean counts(PersonEvent change, Own sale) {
        String currency = sale.event().currency();
        return !isSale(change)
                && change.timeMillis() >= sale.timeMillis() - HORIZON
                && change.timeMillis() <= sale.timeMillis() + HORIZON
                && (name(change).equals("refund_cancelled")
                        || ((Own) change).event().currency().equals(currency));
    }

    private static boolean isOf(String order, PersonEvent event) {
        return event instanceof Own own && order.equals(own.event().text("order_id"));
    }

    private static boolean isSale(PersonEvent event) {
        return event instanceof Own own
                && (own.event().name().equals("order") || own.event().name().equals("renewal"));
    }

    private static String name(PersonEvent event) {
        return ((Own) event).event().name();
    }

    private static String refund(PersonEvent event) {
        return ((Own) event).event().text("refund_id");
    }

    private static long amount(PersonEvent event) {
        return ((Own) event).event().amountMinor();
    }
}
