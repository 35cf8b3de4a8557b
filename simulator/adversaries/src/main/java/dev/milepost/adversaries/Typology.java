package dev.milepost.adversaries;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What kind of scheme, or of innocence, a referral belongs to. */
public enum Typology {
    /** An advocate's own further accounts. */
    SELF_REFERRAL(true),
    /** Many made-up accounts from a rotating set of devices and instruments, behind other people's addresses. */
    FARM(true),
    /** A few people who refer one another's second accounts. */
    RING(true),
    /** One made-up account now and then, below any limit of speed. */
    SLOW_DRIP(true),
    /** A script: the gaps, or the time from click to signup, are too much alike. */
    SCRIPTED_TIMING(true),
    /** Orders that qualify, and go back after the reward. */
    REFUND_AFTER_REWARD(true),
    /** Orders that are just large enough. */
    THRESHOLD_GAMING(true),
    /** Signups without a click, or with one of another device. */
    ORPHAN_CLICKS(true),
    /** An account with an honest past that starts late, and then works fast. */
    AGED_ACCOUNTS(true),
    /** People who live together: one address, at times one device or one card. */
    HOUSEHOLD(false),
    /** Students behind one address, some at the library's devices. */
    CAMPUS(false),
    /** Colleagues behind one address, some with the company's card. */
    OFFICE(false),
    /** One advocate, a post, and a great many referees within days. */
    INFLUENCER_SPIKE(false),
    /** The day on which everybody's friends come. */
    VIRAL_DAY(false),
    /** Brothers and sisters at one device. */
    SIBLING_DEVICE(false),
    /** Everybody else. */
    ORDINARY(false);

    private final boolean fraud;

    Typology(boolean fraud) {
        this.fraud = fraud;
    }

    /** Whether its referrals are fraud. */
    public boolean isFraud() {
        return fraud;
    }

    /** As files and flags spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kinds of fraud. */
    public static List<Typology> frauds() {
        return Arrays.stream(values()).filter(Typology::isFraud).toList();
    }

    /** The innocent kinds that look like fraud in one respect. */
    public static List<Typology> lookAlikes() {
        return Arrays.stream(values())
                .filter(typology -> !typology.fraud && typology != ORDINARY)
                .toList();
    }
}
