package dev.milepost.bench.fraud;

import dev.milepost.fraud.model.account.AccountFact.Bound;
import dev.milepost.fraud.model.account.AccountFact.Money;
import dev.milepost.fraud.model.account.AccountFact.Paid;
import dev.milepost.fraud.model.account.AccountFact.Qualified;
import dev.milepost.fraud.model.account.AccountFact.Seen;
import dev.milepost.fraud.model.account.AccountFact.SignedUp;
import dev.milepost.fraud.model.account.Shown;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.signal.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Advocates and their referees, of whom each clicks, signs up, orders and qualifies within some hours; one in ten is on a device
 * that somebody else is on, and networks have eight users each. They are told to {@link Rooms} until two days after the last
 * signup, when nothing waits any more but the last looks.
 */
public final class Town {

    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final Duration SETTLED = Duration.ofDays(2);
    private static final String PROGRAM = "friends-and-family";
    private static final int OF_A_NETWORK = 8;
    private static final int SHARES_A_DEVICE = 10;
    private static final int SLOTS = 8;

    private final Rooms rooms = new Rooms();
    private final Random dice;
    private long time = START;
    private int users;

    private Town(long seed) {
        dice = new Random(seed);
    }

    /** One advocate of so many referees, one an hour. */
    public static Town ofOne(int referees) {
        Town town = new Town(1);
        town.advocate(referees);
        town.settle();
        return town;
    }

    /** So many advocates, of 1 to 19 referees each. */
    public static Town of(int advocates, long seed) {
        Town town = new Town(seed);
        for (int i = 0; i < advocates; i++) {
            town.advocate(1 + i % 19);
        }
        town.settle();
        return town;
    }

    /** The id of the nth user, from 0 on: an advocate, then their referees, then the next advocate. */
    public static String user(int number) {
        return String.format("u-%08x", number);
    }

    public Rooms rooms() {
        return rooms;
    }

    /** Of all assessments, in the order of their times. */
    public List<Evidence> evidence() {
        List<Evidence> all = new ArrayList<>(rooms.evidence());
        all.sort(Comparator.comparingLong(Evidence::timeMillis)
                .thenComparing(each -> each.subject().assessmentId()));
        return all;
    }

    private void advocate(int referees) {
        String advocate = user(users);
        List<Shown> shown = shown();
        rooms.accept(signup(advocate, time, shown));
        for (int i = 0; i < referees; i++) {
            time += HOUR / 2 + dice.nextInt((int) HOUR);
            referee(advocate);
        }
    }

    private void referee(String advocate) {
        String user = user(users);
        String referral = user + "/s-" + user;
        List<Shown> shown = shown();
        long clicked = time - (1 + dice.nextInt(30)) * MINUTE;
        long ordered = time + (1 + dice.nextInt(600)) * MINUTE;
        rooms.accept(new Seen(user, "c-" + user, clicked, clicked, "code-" + advocate, shown));
        rooms.accept(signup(user, time, shown));
        rooms.accept(new Bound(user, "bound/" + user, time, referral, advocate, PROGRAM, "code-" + advocate, time));
        rooms.accept(new Paid(user, "money/" + user, ordered, Money.SALE, 4_000 + dice.nextInt(4_000), "USD"));
        rooms.accept(new Qualified(user, "qualified/" + user, ordered, referral, true));
    }

    private SignedUp signup(String user, long millis, List<Shown> shown) {
        List<Long> slots = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(dice.nextLong());
        }
        String email = hash();
        List<Shown> all = new ArrayList<>(shown);
        all.add(new Shown(IdentifierKind.EMAIL, email));
        return new SignedUp(user, "s-" + user, millis, all, email, slots, "mail.example");
    }

    /** What the next user shows. */
    private List<Shown> shown() {
        int number = users++;
        int onDevice = number > 0 && dice.nextInt(SHARES_A_DEVICE) == 0 ? number - 1 : number;
        return List.of(
                new Shown(IdentifierKind.DEVICE, String.format("%016x", 7L << 56 | onDevice)),
                new Shown(IdentifierKind.PAYMENT, hash()),
                new Shown(IdentifierKind.IP, hash()),
                new Shown(IdentifierKind.IP24, String.format("%016x", 9L << 56 | number / OF_A_NETWORK)));
    }

    private String hash() {
        return String.format("%016x", dice.nextLong());
    }

    private void settle() {
        for (long now = START; now <= time + SETTLED.toMillis(); now += HOUR) {
            rooms.advance(now);
        }
    }
}
