package dev.milepost.oracle.population;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.AskRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * What comes of asks: views, shares, clicks and opt-outs, by users, by their devices and by strangers, of whom some sign up later.
 * Now and then at the very end of a window, by the advocate on a link of their own, or on a code that is nobody's or two people's.
 */
final class Signals {

    private static final long DAY = 86_400_000L;
    private static final long LAST = ProgramPopulation.END.toEpochMilli() - DAY;

    /** Where windows begin and end. */
    private static final long[] EDGES = {0, 7 * DAY, 30 * DAY};

    private final String prefix;
    private final Random random;
    private final UnaryOperator<String> ids;
    private final Consumer<SpecificRecord> log;
    private final List<String> users = new ArrayList<>();
    private int strangers;

    /**
     * Of a population.
     *
     * @param ids makes a new id of a kind
     * @param log takes what happens, in no order
     */
    Signals(String prefix, Random random, UnaryOperator<String> ids, Consumer<SpecificRecord> log) {
        this.prefix = prefix;
        this.random = random;
        this.ids = ids;
        this.log = log;
    }

    /** What comes of an ask that has a time when it goes out. */
    void after(AskRow ask) {
        String user = ask.getUserId();
        users.add(user);
        long asked = ask.getSendAt().toEpochMilli();
        if (chance(0.7)) {
            long viewed = later(asked, 9 * DAY);
            click(user, viewed, "ask_viewed", null);
            if (chance(0.7)) {
                shared(user, later(viewed, 9 * DAY));
            }
        }
        if (chance(0.1)) {
            shared(user, later(asked, 40 * DAY));
        }
        if (chance(0.08)) {
            click(user, later(asked, 12 * DAY), "opted_out", null);
        }
    }

    private void shared(String user, long time) {
        String code = code(user, time);
        click(user, time, "referral_shared", chance(0.5) ? code : null);
        for (int i = random.nextInt(4); i > 0; i--) {
            visited(user, code, later(time, (chance(0.5) ? 3 : 34) * DAY));
        }
    }

    /** One that they have, or that they and perhaps somebody else create now. */
    private String code(String user, long time) {
        if (user.startsWith(prefix + "adv") && chance(0.8)) {
            return ProgramPopulation.code(prefix + (chance(0.5) ? "both" : "raise"), user);
        }
        String code = prefix + "own/" + user;
        click(user, time - 1_000, "referral_code_created", code);
        if (chance(0.2)) {
            click(any(), time - (chance(0.5) ? DAY : -DAY), "referral_code_created", code);
        }
        return code;
    }

    private void visited(String owner, String code, long time) {
        String stranger = prefix + "guest" + strangers++;
        switch (random.nextInt(8)) {
            case 0 -> click(owner, time, "referral_link_clicked", code);
            case 1 -> click(any(), time, "referral_link_clicked", code);
            case 2 -> on(stranger, null, time, "referral_link_clicked", chance(0.5) ? prefix + "nobody" : null);
            case 3 -> on(stranger, null, time, "referral_link_clicked", code);
            default -> {
                on(stranger, null, time, "referral_link_clicked", code);
                joined(stranger, code, later(time, 35 * DAY));
            }
        }
    }

    private void joined(String device, String code, long time) {
        String user = device + "-user";
        if (time >= LAST) {
            return;
        }
        log.accept(Signup.newBuilder()
                .setEventId(ids.apply("e"))
                .setEventTime(Instant.ofEpochMilli(time))
                .setUserId(user)
                .setAnonymousId(chance(0.8) ? device : null)
                .setReferralCode(chance(0.7) ? code : null)
                .setMarketingConsent(true)
                .build());
        for (int i = random.nextInt(3); i > 0; i--) {
            on(
                    device,
                    chance(0.5) ? user : null,
                    later(time, 20 * DAY),
                    prefix + (chance(0.5) ? "alpha" : "beta"),
                    null);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            sold(user, later(time, 33 * DAY));
        }
    }

    private void sold(String user, long time) {
        if (time < LAST) {
            log.accept(Purchase.newBuilder()
                    .setEventId(ids.apply("e"))
                    .setEventTime(Instant.ofEpochMilli(time))
                    .setUserId(user)
                    .setKind(chance(0.6) ? PurchaseKind.ORDER : PurchaseKind.RENEWAL)
                    .setOrderId(ids.apply("o"))
                    .setAmountMinor(500 + random.nextInt(3_000))
                    .setCurrency("USD")
                    .build());
        }
    }

    /** By a user: who says so, or whose device it is, that is known by their signup or not at all. */
    private void click(String user, long time, String name, String code) {
        boolean named = chance(0.6);
        on(user + (named ? "-desk" : "-phone"), named ? user : null, time, name, code);
    }

    private void on(String device, String user, long time, String name, String code) {
        if (time < LAST) {
            log.accept(Click.newBuilder()
                    .setEventId(ids.apply("e"))
                    .setEventTime(Instant.ofEpochMilli(time))
                    .setAnonymousId(device)
                    .setUserId(user)
                    .setName(name)
                    .setReferralCode(code)
                    .setProperties(Map.of("world", prefix))
                    .build());
        }
    }

    private String any() {
        return users.get(random.nextInt(users.size()));
    }

    private long later(long time, long most) {
        return time + (chance(0.1) ? EDGES[random.nextInt(EDGES.length)] : (long) (random.nextDouble() * most));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
