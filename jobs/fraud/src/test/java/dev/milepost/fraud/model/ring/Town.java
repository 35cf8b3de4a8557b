package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small population of thirty days: people on carriers' addresses, of whom some use a device that was sold on or one of a
 * library's; households behind one address, of whom half share a device or a card; and rings of 4 to 40 accounts on rotating devices and
 * cards behind proxies, that refer each other. One account in thirty of a ring shares nothing; one in ten also uses a device that was sold on.
 */
final class Town {

    private static final long DAY = RingBook.DAY_MILLIS;
    private static final int PEOPLE = 6_000;
    private static final int HOUSEHOLDS = 400;
    private static final int RINGS = 60;
    private static final int SOLD = 300;
    private static final int SOLD_TO_RINGS = Integer.getInteger("town.sold", 100);
    private static final int LIBRARIES = 15;
    private static final int CARRIERS = 20;

    private final Random random;
    final List<Neighbourhood.Seen> seen = new ArrayList<>();
    final List<RingEvent> referrals = new ArrayList<>();

    /** Of each account of a ring the ring. */
    final Map<String, Integer> rings = new HashMap<>();

    /** Of each account of a household that shares more than its address the household. */
    final Map<String, Integer> homes = new HashMap<>();

    private final Map<String, Long> signups = new HashMap<>();
    private int accounts;

    Town(int seed) {
        random = new Random(seed);
        List<String> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(person());
        }
        for (int i = 0; i < HOUSEHOLDS; i++) {
            household(i);
        }
        for (int i = 0; i < RINGS; i++) {
            ring(i);
        }
        for (int i = 0; i < LIBRARIES; i++) {
            for (int j = 30 + random.nextInt(30); j > 0; j--) {
                uses(people.get(random.nextInt(PEOPLE)), IdentifierKind.DEVICE, "library" + i);
            }
        }
        seen.sort(Comparator.comparingLong(Neighbourhood.Seen::timeMillis)
                .thenComparing(Neighbourhood.Seen::account)
                .thenComparing(Neighbourhood.Seen::identifier));
        referrals.sort(Comparator.comparingLong(RingEvent::timeMillis));
    }

    /** A new account, with an e-mail address, a carrier's address now and then, and nothing else. */
    private String account() {
        String account = "u" + (100_000 + random.nextInt(800_000)) + "-" + accounts++;
        signups.put(account, (long) (random.nextDouble() * 30 * DAY));
        uses(account, IdentifierKind.EMAIL, account);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int carrier = random.nextInt(CARRIERS);
            uses(account, IdentifierKind.IP, "carrier" + carrier);
            uses(account, IdentifierKind.IP24, "net" + carrier / 2);
        }
        return account;
    }

    /** At signup, or in the ten days after it. */
    private void uses(String account, IdentifierKind kind, String hash) {
        long time = signups.get(account) + (random.nextBoolean() ? 0 : (long) (random.nextDouble() * 10 * DAY));
        seen.add(new Neighbourhood.Seen(time, account, new Identifier(kind, hash)));
    }

    private String person() {
        String account = account();
        boolean used = random.nextInt(25) == 0;
        uses(account, IdentifierKind.DEVICE, used ? "sold" + random.nextInt(SOLD) : account);
        uses(account, IdentifierKind.PAYMENT, account);
        uses(account, IdentifierKind.IP, random.nextInt(3) == 0 ? account : "carrier" + random.nextInt(CARRIERS));
        return account;
    }

    private void household(int number) {
        List<String> members = new ArrayList<>();
        boolean device = random.nextBoolean();
        boolean card = random.nextInt(5) == 0;
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            String account = account();
            members.add(account);
            uses(account, IdentifierKind.IP, "home" + number);
            uses(account, IdentifierKind.DEVICE, device ? "home" + number : account);
            uses(account, IdentifierKind.PAYMENT, card ? "home" + number : account);
            if (device || card) {
                homes.put(account, number);
            }
        }
        if (random.nextInt(5) == 0) {
            refers(members.get(0), members.get(1));
        }
    }

    private void ring(int number) {
        int size = 4 + random.nextInt(37);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String account = account();
            rings.put(account, number);
            boolean clean = random.nextInt(30) == 0;
            String farm = "farm" + number + "/";
            uses(account, IdentifierKind.DEVICE, clean ? account : farm + random.nextInt(1 + size / 3));
            uses(account, IdentifierKind.PAYMENT, clean ? account : farm + random.nextInt(1 + size / 3));
            if (random.nextInt(SOLD_TO_RINGS) == 0) {
                uses(account, IdentifierKind.DEVICE, "sold" + random.nextInt(SOLD));
            }
            if (i > 0) {
                refers(members.get(random.nextInt(i)), account);
            }
            members.add(account);
        }
    }

    private void refers(String advocate, String referee) {
        referrals.add(new RingEvent.Referred(advocate, referee, true, signups.get(referee)));
    }
}
