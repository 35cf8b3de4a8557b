package dev.milepost.testkit.population;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.programs.Programs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/** A population in the making: its names, its chance, its few hot hours, and the events so far. */
final class World {

    static final Duration MILLI = Duration.ofMillis(1);

    /** Codes of advocates who are there from the beginning, by program. */
    private static final List<String> CODE_PROGRAMS =
            List.of("default", Programs.SPRING, Programs.PARTNERS, Programs.QUIET);

    private static final int ADVOCATES = 5;
    private static final int HOT_HOURS = 24;

    private final String prefix;
    private final Random random;
    private final List<Instant> hotHours = new ArrayList<>();
    private final List<TimedRecord> log = new ArrayList<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private int serial;

    World(long seed) {
        prefix = SeedPrefix.of(seed);
        random = new Random(seed);
        for (int i = 0; i < HOT_HOURS; i++) {
            hotHours.add(Programs.MIDDLE.plus(Duration.ofMinutes(below(20 * 24 * 60) - 10 * 24 * 60)));
        }
    }

    List<TimedRecord> log() {
        return log;
    }

    Random random() {
        return random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** The next of {@code 0 … count − 1}, in turn: so that a scene's variants come equally often. */
    int turn(String scene, int count) {
        return turns.merge(scene, 1, Integer::sum) % count;
    }

    /** A name that others may use too. */
    String name(String kind, int number) {
        return prefix + kind + number;
    }

    /** A new id. Its random digits come first, so that ties of time are not broken by age. */
    String id(String kind) {
        return prefix + kind + Integer.toHexString(0x1000 + below(0xF000)) + "x" + serial++;
    }

    /** A moment in one of a few hot hours, around the start of a program's second version. */
    Instant moment() {
        return hotHours.get(below(HOT_HOURS)).plusMillis(below(15 * 60_000));
    }

    Duration millisUpTo(Duration most) {
        return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
    }

    /** One of the codes that exist all along; its advocate takes part in no scene. */
    String standingCode() {
        return name("code", below(ADVOCATES * CODE_PROGRAMS.size()));
    }

    String standingCode(String program) {
        return name("code", below(ADVOCATES) * CODE_PROGRAMS.size() + CODE_PROGRAMS.indexOf(program));
    }

    /** Signs the standing advocates up and creates their codes, 120 days before the middle. */
    void openDoors() {
        Instant at = Programs.MIDDLE.minus(Duration.ofDays(120));
        for (int i = 0; i < ADVOCATES; i++) {
            Person advocate = new Person(name("advocate", i), name("desk", i));
            signup(advocate, at.plusSeconds(i));
            for (int j = 0; j < CODE_PROGRAMS.size(); j++) {
                createCode(
                        advocate,
                        at.plusSeconds(60L + i),
                        name("code", i * CODE_PROGRAMS.size() + j),
                        CODE_PROGRAMS.get(j));
            }
        }
    }

    Click.Builder click(String anonymousId, Instant at) {
        return Click.newBuilder()
                .setEventId(id("e"))
                .setEventTime(at)
                .setAnonymousId(anonymousId)
                .setName("page_view");
    }

    void visit(String anonymousId, Instant at, String channel) {
        add(click(anonymousId, at).setChannel(channel).build());
    }

    void referralClick(String anonymousId, Instant at, String code) {
        add(click(anonymousId, at)
                .setName("referral_link_clicked")
                .setReferralCode(code)
                .build());
    }

    void identify(Person person, Instant at) {
        add(click(person.anonymousId(), at)
                .setName("identified")
                .setUserId(person.userId())
                .build());
    }

    void createCode(Person owner, Instant at, String code, String program) {
        createCode(owner.userId(), owner.anonymousId(), at, code, program);
    }

    /** Creates a code; {@code userId} may be {@code null}: then it is known by the browser's link only. */
    void createCode(String userId, String anonymousId, Instant at, String code, String program) {
        Map<String, String> properties = program.equals("default") ? Map.of() : Map.of("program", program);
        add(click(anonymousId, at)
                .setName("referral_code_created")
                .setUserId(userId)
                .setReferralCode(code)
                .setProperties(properties)
                .build());
    }

    void invite(String emailHash, Instant at, String code) {
        add(click(name("desk", below(ADVOCATES)), at)
                .setName("invite_sent")
                .setReferralCode(code)
                .setProperties(Map.of("invitee_email_hash", emailHash))
                .build());
    }

    Signup.Builder signingUp(Person person, Instant at) {
        return Signup.newBuilder()
                .setEventId(id("e"))
                .setEventTime(at)
                .setUserId(person.userId())
                .setAnonymousId(person.anonymousId());
    }

    void signup(Person person, Instant at) {
        add(signingUp(person, at).build());
    }

    Purchase.Builder purchase(String userId, Instant at, PurchaseKind kind, String orderId, long amountMinor) {
        String eventId = id("e");
        // Half of them say more than attribution asks.
        boolean more = eventId.hashCode() % 2 == 0;
        return Purchase.newBuilder()
                .setMrrMinor(more ? amountMinor / 12 : null)
                .setPaymentHash(more ? "card of " + userId : null)
                .setProperties(more ? Map.of("till", eventId) : Map.of())
                .setEventId(eventId)
                .setEventTime(at)
                .setUserId(userId)
                .setKind(kind)
                .setOrderId(orderId)
                .setAmountMinor(amountMinor)
                .setCurrency("USD");
    }

    /** An order of its own; answers its order_id. */
    String order(String userId, Instant at, long amountMinor) {
        String orderId = id("o");
        add(purchase(userId, at, PurchaseKind.ORDER, orderId, amountMinor).build());
        return orderId;
    }

    /** Adds an event that is received in time, most often within seconds, now and then by a slow or a fast clock. */
    void add(SpecificRecord event) {
        double draw = random.nextDouble();
        Duration delay;
        if (draw < 0.04) {
            delay = millisUpTo(Duration.ofHours(24));
        } else if (draw < 0.05) {
            delay = Duration.ofHours(24);
        } else if (draw < 0.07) {
            delay = millisUpTo(Duration.ofMinutes(1)).negated();
        } else if (draw < 0.08) {
            delay = Duration.ofMinutes(-1);
        } else {
            delay = millisUpTo(Duration.ofSeconds(3));
        }
        add(event, delay);
    }

    /** Adds an event that is received {@code delay} after it happened. */
    void add(SpecificRecord event, Duration delay) {
        log.add(TimedRecord.received(event, delay).at(RecordOrigin.line(prefix + "log", log.size() + 1)));
    }
}
