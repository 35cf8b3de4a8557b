package dev.milepost.simulator;

import java.util.List;
import java.util.Locale;

/**
 * Who somebody is, apart from what they do.
 *
 * @param number from 0
 * @param name what their ids are made of
 * @param joinedMillis when they signed up; of a customer from before, the start of the period
 * @param fromBefore a customer from before the period: their signup is not among the events
 * @param devices how many browsers and devices they use
 * @param code the referral code that they create; null where they don't refer
 * @param codeMillis when they create it
 * @param program the program of their code
 */
public record Person(
        int number,
        String name,
        long joinedMillis,
        boolean fromBefore,
        Market market,
        String plan,
        String segment,
        int devices,
        String code,
        long codeMillis,
        String program,
        String emailHash,
        String emailDomain,
        String accountId,
        Hashes hashes) {

    static final String DEFAULT_PROGRAM = "default";
    static final String NAMED_PROGRAM = "friends-and-family";

    private static final double ADVOCATES = 0.35;
    private static final List<String> PLANS = List.of("free", "free", "free", "pro", "pro", "team");
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

    /** The keyed hashes that stand for a person's things. */
    public record Hashes(String device, String ip, String ipPrefix, String payment, List<Long> emailMinhash) {

        public String device(int number) {
            return device.substring(1) + number;
        }
    }

    static Person draw(Dice dice, int number, String name, Market market, long joined, boolean fromBefore, Pace pace) {
        String plan = dice.pick(PLANS);
        String segment = dice.pick(SEGMENTS);
        int devices = 1 + dice.weighted(45, 35, 20);
        boolean advocate = dice.chance(ADVOCATES);
        long codeMillis = joined + pace.lag(dice, Season.HOUR / 4, 6 * Season.DAY);
        String program = dice.chance(0.25) ? NAMED_PROGRAM : DEFAULT_PROGRAM;
        String account = "enterprise".equals(segment) ? "acme-" + number / 5 : null;
        return new Person(
                number,
                name,
                joined,
                fromBefore,
                market,
                plan,
                segment,
                devices,
                advocate ? "MP-" + name.toUpperCase(Locale.ROOT) : null,
                codeMillis,
                program,
                dice.hash(),
                dice.pick(DOMAINS),
                account,
                new Hashes(dice.hash(), dice.hash(), dice.hash(), dice.hash(), minhash(dice)));
    }

    /** The same, but for what they refer by; null: by nothing. */
    Person referringBy(String newCode, long newCodeMillis, String newProgram) {
        return new Person(
                number,
                name,
                joinedMillis,
                fromBefore,
                market,
                plan,
                segment,
                devices,
                newCode,
                newCodeMillis,
                newProgram,
                emailHash,
                emailDomain,
                accountId,
                hashes);
    }

    public String userId() {
        return "u" + name;
    }

    /** The id of one of their browsers: {@code device} counts from 1. */
    public String anonymousId(int device) {
        return "a" + name + "-" + device;
    }

    public boolean isAdvocate() {
        return code != null;
    }

    private static List<Long> minhash(Dice dice) {
        Long[] values = new Long[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = dice.next();
        }
        return List.of(values);
    }
}
