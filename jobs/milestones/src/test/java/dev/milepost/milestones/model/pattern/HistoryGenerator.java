package dev.milepost.milestones.model.pattern;

import dev.milepost.runtime.fold.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What one subject sees: events, and facts in one version or more, each later than the one before. */
final class HistoryGenerator {

    private final Random random;
    private final long start;
    private final long step;
    private final int range;

    /** The orders so far. */
    private final List<OrderName> orders = new ArrayList<>();

    /** In no order. */
    final List<SubjectEvent> events = new ArrayList<>();

    /** Of each fact its versions, in the order in which its one writer tells them. */
    final List<Deque<Change<SubjectEvent>>> facts = new ArrayList<>();

    HistoryGenerator(Random random, long start, long step, int range, String program, boolean bound) {
        this.random = random;
        this.start = start;
        this.step = step;
        this.range = range;
        int count = random.nextInt(26);
        for (int i = 0; i < count; i++) {
            events.add(event(i));
        }
        int ofUser = random.nextInt(5);
        for (int i = 0; i < ofUser; i++) {
            events.add(ofUser(i, bound));
        }
        int ofFacts = random.nextInt(4);
        for (int i = 0; i < ofFacts; i++) {
            fact("referral.x", "x" + i, random.nextInt(range), null);
        }
        if (bound) {
            int signup = random.nextInt(range);
            events.add(new Draft("signup", time(signup), "s").done());
            fact("referral.bound", "s", signup, program);
        }
        int decisions = random.nextInt(5);
        for (int i = 0; i < decisions; i++) {
            facts.add(new ArrayDeque<>(List.of(Change.put(decision(i, program)))));
        }
    }

    /** About one of the referrals that events are of. */
    private SubjectEvent decision(int number, String program) {
        Draft draft = new Draft(
                random.nextInt(5) < 3 ? SubjectEvent.REFERRAL_REJECTED : SubjectEvent.REFERRAL_APPROVED,
                time(random.nextInt(range)),
                Character.toString('a' + random.nextInt(6)) + "v" + number);
        draft.isEvent = false;
        draft.program = program;
        draft.referrals = List.of("ref" + random.nextInt(4));
        return draft.done();
    }

    private long time(int place) {
        return start + step * place;
    }

    private SubjectEvent event(int number) {
        String id = Character.toString('a' + random.nextInt(6)) + number;
        long time = time(random.nextInt(range));
        int kind = random.nextInt(10);
        if (kind < 5) {
            Draft draft = new Draft(PatternGenerator.CLICKS.get(random.nextInt(3)), time, id);
            draft.value = random.nextInt(3) == 0 ? null : (Long) (long) (random.nextInt(7) - 2);
            return draft.done();
        }
        if (kind == 5) {
            return new Draft("user_attributes", time, id).done();
        }
        boolean order = kind < 8;
        Draft draft = new Draft(
                order
                        ? random.nextBoolean() ? "order" : "renewal"
                        : List.of("refund", "refund", "chargeback", "refund_cancelled")
                                .get(random.nextInt(4)),
                time,
                id);
        draft.amount = (long) random.nextInt(7);
        draft.currency = random.nextInt(8) == 0 ? "EUR" : PatternGenerator.CURRENCY;
        draft.mrr = random.nextInt(2) == 0 ? null : (Long) (long) random.nextInt(6);
        String user = draft.texts.get(SubjectEvent.REFEREE_ID);
        draft.of(order ? anotherOrder(user, number) : anOrder(user));
        if (!order) {
            // An order and its refunds are of one referral; here what decides about others leaves refunds alone.
            draft.referrals = draft.referrals.stream().map(of -> "payer-" + of).toList();
            draft.texts.put(SubjectEvent.REFUND_ID, "r" + random.nextInt(4));
        }
        return draft.done();
    }

    /** What guards of asks go by. Who is bound signs up once. */
    private SubjectEvent ofUser(int number, boolean bound) {
        String name = List.of("consent_changed", "opted_out", "user_attributes", "signup")
                .get(random.nextInt(bound ? 3 : 4));
        Draft draft = new Draft(
                name, time(random.nextInt(range)), Character.toString('a' + random.nextInt(6)) + "u" + number);
        if (random.nextInt(4) > 0) {
            draft.texts.put(SubjectEvent.MARKETING_CONSENT, String.valueOf(random.nextBoolean()));
            draft.texts.put("segment", random.nextBoolean() ? "big" : "small");
        }
        return draft.done();
    }

    /** Several users have orders of one id; of one user a second order of an id never comes this far. */
    private OrderName anotherOrder(String user, int number) {
        OrderName order = new OrderName(user, "o" + number % 3);
        order = orders.contains(order) ? new OrderName(user, "o" + number) : order;
        orders.add(order);
        return order;
    }

    /** Mostly one that there is; or one that may be, of that user. */
    private OrderName anOrder(String user) {
        return orders.isEmpty() || random.nextInt(4) == 0
                ? new OrderName(user, "o" + random.nextInt(3))
                : orders.get(random.nextInt(orders.size()));
    }

    private void fact(String name, String identity, int first, String program) {
        Deque<Change<SubjectEvent>> versions = new ArrayDeque<>();
        int place = first;
        for (int i = 1 + random.nextInt(3); i > 0 && place < range; i--) {
            Draft draft = new Draft(name, time(place), identity + place);
            draft.identity = name + identity;
            draft.program = program == null || random.nextInt(5) > 0 ? program : "other";
            draft.isEvent = false;
            draft.texts.put(SubjectEvent.ADVOCATE_ID, "adv" + random.nextInt(3));
            draft.stands = versions.isEmpty() || random.nextInt(3) > 0;
            versions.add(Change.put(draft.done()));
            place += 1 + random.nextInt(range / 3);
        }
        facts.add(versions);
    }

    /** An event in the making. */
    private final class Draft {

        private final String name;
        private final long time;
        private final String id;
        private String identity;
        private boolean isEvent = true;
        private boolean stands = true;
        private String program;
        private String currency;
        private Long amount;
        private Long mrr;
        private Long value;
        private List<String> referrals = List.of();
        private final Map<String, String> texts = new HashMap<>();

        Draft(String name, long time, String id) {
            this.name = name;
            this.time = time;
            this.id = id;
            this.identity = id;
            if (random.nextInt(5) > 0) {
                texts.put("color", random.nextBoolean() ? "red" : random.nextBoolean() ? "blue" : "green");
            }
            if (random.nextInt(4) > 0) {
                referrals = List.of("ref" + random.nextInt(4));
            }
            if (random.nextBoolean()) {
                texts.put("points", random.nextInt(5) + (random.nextBoolean() ? "" : ".0000019"));
                texts.put("referrer.country", random.nextBoolean() ? "de" : "fr");
                texts.put(SubjectEvent.REFEREE_ID, "u" + random.nextInt(3));
                texts.put("referee.country", random.nextBoolean() ? "de" : "fr");
            }
        }

        void of(OrderName order) {
            texts.put(SubjectEvent.ORDER_ID, order.orderId());
            texts.remove(SubjectEvent.REFEREE_ID);
            if (order.user() != null) {
                texts.put(SubjectEvent.REFEREE_ID, order.user());
            }
        }

        SubjectEvent done() {
            return new SubjectEvent(
                    name, time, id, time, identity, isEvent, stands, 15, program, currency, amount, mrr, value,
                    referrals, texts);
        }
    }
}
