package dev.milepost.adversaries;

import dev.milepost.simulator.Market;
import dev.milepost.simulator.Person;
import java.util.ArrayList;
import java.util.List;

/**
 * One account, while it is being planned. What it is recognised by is drawn as a stranger's; whoever plots with it puts
 * others' things in the place of its own.
 */
final class Account {

    /** Plans that people sign up for without a card, and with one. */
    static final String FREE = "free";

    static final String PAID = "pro";

    final int index;
    final String name;
    final Market market;
    final long joined;

    String device;
    String ip;
    String prefix;
    String card;
    String emailHash;
    String emailDomain;
    List<Long> minhash;
    String plan;
    String segment;
    String company;
    int devices = 1;

    /** Where they were referred; null: nobody did. */
    Arrival arrival;

    /** A code entered at signup that binds nothing. */
    String vainCode;

    /** When they made their code; 0 where they don't refer. */
    long codeMillis;

    final List<Order> orders = new ArrayList<>();

    /** When they shared their code. */
    final List<Long> shares = new ArrayList<>();

    /** Whom they invited by e-mail: when, and the hash of the address. */
    final List<Invitation> invitations = new ArrayList<>();

    /** How many visits they make once signed up. */
    int visits;

    /** They do nothing from their first order on. */
    boolean silent;

    Account(int index, String name, Market market, long joined) {
        this.index = index;
        this.name = name;
        this.market = market;
        this.joined = joined;
    }

    /** An invitation by e-mail. */
    record Invitation(long time, String emailHash) {}

    String userId() {
        return "u" + name;
    }

    String code() {
        return "MP-" + name;
    }

    Offer offer() {
        return Offer.in(market);
    }

    boolean refers() {
        return codeMillis > 0;
    }

    /** Makes a code, and so an advocate of this account. */
    Account makesCode(long time) {
        codeMillis = time;
        return this;
    }

    /** Pays with another's card, which that one has been seen to pay with: it is on file with their plan. */
    void paysWithCardOf(Account owner) {
        card = owner.card;
        owner.plan = owner.plan.equals(FREE) ? PAID : owner.plan;
    }

    /** Lives where another does. */
    void livesWith(Account other) {
        ip = other.ip;
        prefix = other.prefix;
    }

    Person person() {
        return new Person(
                index,
                name,
                joined,
                false,
                market,
                plan,
                segment,
                devices,
                refers() ? code() : null,
                codeMillis,
                offer().program(),
                emailHash,
                emailDomain,
                company,
                new Person.Hashes(device, ip, prefix, card, minhash));
    }
}
