package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Market;
import dev.milepost.simulator.Season;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everybody there is, and every referral that binds, while they are being planned. All of it is held in memory. */
final class World {

    private static final List<Market> MARKETS = List.of(Market.US, Market.US, Market.US, Market.DE, Market.FR);
    private static final List<String> PLANS =
            List.of(Account.FREE, Account.FREE, Account.FREE, Account.PAID, Account.PAID, "team");
    private static final List<String> SEGMENTS = List.of("consumer", "consumer", "small_business", "enterprise");
    private static final List<String> DOMAINS = List.of(
            "gmail.com",
            "gmail.com",
            "gmail.com",
            "outlook.com",
            "yahoo.com",
            "icloud.com",
            "example.org",
            "proton.me");

    /** People behind one carrier's address, at least. */
    private static final int PER_CARRIER = 300;

    private static final double BEHIND_A_CARRIER = 0.3;
    private static final double COMMON_FIRST_NAME = 0.12;
    private static final int FIRST_NAMES = 40;

    /** Names are scrambled, so that nobody's number says when they were thought of. */
    private static final long SCRAMBLE = 31_415_927;

    private static final long NAMES = 100_000_000;

    private static final double GOLDEN = 0.6180339887498949;
    private static final double SILVER = 0.41421356237309515;

    private final Calendar calendar;
    private final long seed;
    private final long firstName;
    private final List<Account> accounts = new ArrayList<>();
    private final List<Referral> referrals = new ArrayList<>();
    private final Map<Typology, Integer> groups = new EnumMap<>(Typology.class);
    private final Map<Typology, Integer> counts = new EnumMap<>(Typology.class);
    private final List<String> carriers = new ArrayList<>();
    private final List<List<Long>> firstNames = new ArrayList<>();
    private final Map<Typology, Map<Trace, Integer>> turns = new EnumMap<>(Typology.class);
    private int fraud;

    World(Calendar calendar, int users, long seed) {
        Dice dice = Dice.of(seed, 0, Dice.Purpose.SCENARIO);
        this.calendar = calendar;
        this.seed = seed;
        this.firstName = dice.between(0, NAMES);
        for (int i = 0; i <= users / PER_CARRIER; i++) {
            carriers.add(dice.hash());
        }
        for (int i = 0; i < FIRST_NAMES; i++) {
            firstNames.add(longs(dice));
        }
    }

    Calendar calendar() {
        return calendar;
    }

    List<Account> accounts() {
        return accounts;
    }

    List<Referral> referrals() {
        return referrals;
    }

    int fraud() {
        return fraud;
    }

    int count(Typology typology) {
        return counts.getOrDefault(typology, 0);
    }

    /** A name for one more group of a kind. */
    String group(Typology typology) {
        return typology.text() + "-" + groups.merge(typology, 1, Integer::sum);
    }

    /**
     * Which of the causes is next for an adversary of a kind: at first one by their shares in a hundred, seeds taking turns, and then
     * the one that is the furthest behind its share. So few adversaries are no less mixed than many, those of a few small worlds too,
     * and where there is one of them it need not be the usual one.
     */
    Trace turn(Typology typology, Map<Trace, Integer> shares) {
        Map<Trace, Integer> taken = turns.get(typology);
        if (taken != null) {
            return furthestBehind(taken, shares);
        }
        Trace first = first(typology, shares);
        turns.put(typology, new EnumMap<>(Map.of(first, 1)));
        return first;
    }

    /** Multiples of the golden ratio: however few follow one another, they are spread evenly. */
    private Trace first(Typology typology, Map<Trace, Integer> shares) {
        double turn = seed * GOLDEN + Typology.frauds().indexOf(typology) * SILVER;
        double left = 100 * (turn - Math.floor(turn));
        Trace last = null;
        for (Map.Entry<Trace, Integer> each : shares.entrySet()) {
            last = each.getKey();
            left -= each.getValue();
            if (left < 0) {
                break;
            }
        }
        return last;
    }

    private static Trace furthestBehind(Map<Trace, Integer> taken, Map<Trace, Integer> shares) {
        int next = 1 + taken.values().stream().mapToInt(Integer::intValue).sum();
        Trace behind = shares.keySet().stream()
                .max(Comparator.comparingInt(trace -> shares.get(trace) * next - 100 * taken.getOrDefault(trace, 0)))
                .orElseThrow();
        taken.merge(behind, 1, Integer::sum);
        return behind;
    }

    Market market(Dice dice) {
        return dice.pick(MARKETS);
    }

    /** Somebody who has nothing in common with anybody, but for a carrier's address or a first name. */
    Account stranger(Dice dice, Market market, long joined) {
        long number = Math.floorMod(firstName + accounts.size() * SCRAMBLE, NAMES);
        String digits = Long.toString(number);
        String name = "0".repeat(8 - digits.length()) + digits;
        Account account = new Account(accounts.size(), name, market, joined);
        account.device = dice.hash();
        account.ip = dice.hash();
        account.prefix = dice.chance(BEHIND_A_CARRIER) ? dice.pick(carriers) : dice.hash();
        account.card = dice.hash();
        account.emailHash = dice.hash();
        account.emailDomain = dice.pick(DOMAINS);
        account.minhash = minhash(dice);
        account.plan = dice.pick(PLANS);
        account.segment = dice.pick(SEGMENTS);
        account.devices = 1 + dice.weighted(60, 30, 10);
        account.visits = 3 + dice.below(8);
        accounts.add(account);
        return account;
    }

    /** Somebody who signed up by themselves within a share of the time, and makes a code soon after. */
    Account advocate(Dice dice, double from, double to) {
        Market market = market(dice);
        long joined = Season.waking(dice, dice.between(calendar.at(from), calendar.at(to)), market.utcOffsetHours);
        Account advocate = stranger(dice, market, joined + Season.HOUR);
        advocate.visits = 5 + dice.below(10);
        return advocate.makesCode(advocate.joined + dice.logarithmic(Season.HOUR / 4, 3 * Season.DAY));
    }

    /** That a referral binds; its referee has an arrival by the advocate's code. */
    void refer(Account referee, Account advocate, Typology typology, Trace cause, String group) {
        referrals.add(new Referral(referee, advocate, typology, cause, group));
        counts.merge(typology, 1, Integer::sum);
        if (typology.isFraud()) {
            fraud++;
        }
    }

    private List<Long> minhash(Dice dice) {
        List<Long> slots = longs(dice);
        if (dice.chance(COMMON_FIRST_NAME)) {
            List<Long> name = dice.pick(firstNames);
            for (int i = 2 + dice.below(3); i > 0; i--) {
                slots.set(i, name.get(i));
            }
        }
        return slots;
    }

    private static List<Long> longs(Dice dice) {
        List<Long> slots = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            slots.add(dice.next());
        }
        return slots;
    }
}
