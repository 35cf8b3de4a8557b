package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.HOUR;
import static dev.milepost.attribution.model.Given.T0;

import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import dev.milepost.attribution.model.UserFact.Signup;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttributionExpiryTest {

    private static final AttributionModel MODEL = new AttributionModel(Given.rules(Given.programs(
            Given.program("short", "window: 3d, half_life: 1d"), Given.program("first", "bind: first, window: 50d"))));

    @Test
    void forgettingChangesNothingThatComesLater() {
        var law = new ExpiryLaw<>(MODEL, AttributionExpiryTest::size);
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            law.holdsFor(history(random), random, "seed " + seed);
        }
    }

    /** What is kept for a time, not for good. */
    static int size(AttributionState state) {
        return state.signups.size()
                + state.answers.size()
                + state.touches.size()
                + state.actions.size()
                + state.orders.size();
    }

    /** Refunds come before their sale or long after it, as do duplicates; touches become known within the look-back, answers within a day. */
    private static List<UserFact> history(Random random) {
        List<UserFact> events = new ArrayList<>();
        long time = T0;
        for (int i = 0; i < 30; i++) {
            time += switch (random.nextInt(4)) {
                case 0 -> random.nextInt(2);
                case 1 -> random.nextLong(HOUR);
                case 2 -> random.nextLong(DAY);
                default -> random.nextLong(20 * DAY);
            };
            String id = "e" + i;
            switch (random.nextInt(10)) {
                case 0, 1 -> signup(events, id, time, random);
                case 2, 3, 4 -> purchases(events, id, time, random);
                default -> touch(events, id, time, random);
            }
        }
        return events;
    }

    private static void signup(List<UserFact> events, String id, long time, Random random) {
        Signup signup = Given.signup(id, time, "CODE0");
        events.add(signup);
        for (int n = random.nextInt(3); n > 0; n--) {
            long known = time + (random.nextBoolean() ? 0 : random.nextLong(24 * HOUR + 1));
            Query query = random.nextBoolean()
                    ? Given.entered("CODE0", id, time)
                    : Given.link("CODE" + n, id, time, "t" + n, time - n * HOUR);
            String program = List.of("default", "short", "first").get(random.nextInt(3));
            events.add(new Answer(
                    "ref",
                    known,
                    query,
                    random.nextInt(5) == 0 ? null : "adv" + random.nextInt(2),
                    program,
                    random.nextInt(4) == 0));
        }
    }

    private static void purchases(List<UserFact> events, String id, long time, Random random) {
        PurchaseKind kind = random.nextInt(3) == 0 ? PurchaseKind.RENEWAL : PurchaseKind.ORDER;
        String orderId = "o-" + id;
        if (random.nextInt(6) > 0) {
            events.add(Given.purchase(id, time, orderId, kind, 1 + random.nextInt(10_000), ""));
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            PurchaseKind other = Given.any(random, PurchaseKind.values());
            long later = time + random.nextLong(random.nextBoolean() ? DAY : 900 * DAY);
            events.add(Given.purchase(
                    id + "-" + n, later, orderId, other, random.nextInt(5_000), other.isSale() ? "" : "r" + n));
        }
    }

    private static void touch(List<UserFact> events, String id, long time, Random random) {
        long known = random.nextInt(3) == 0 ? time + random.nextLong(30 * DAY + 1) : time;
        String channel = List.of("direct", "email", "referral").get(random.nextInt(3));
        KeptClick click = new KeptClick(
                id,
                time,
                null,
                VisitorEvent.Role.VISIT,
                random.nextInt(6) > 0,
                channel,
                "",
                "CODE" + random.nextInt(2),
                "",
                random.nextInt(4) == 0 ? Given.DEFAULT_ORDER : List.of(),
                time);
        events.add(new OwnedClick("ref", known, "a", click));
    }
}
