package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** One person's story being told: collects what happens, and what attribution must make of it. */
public final class Story {

    public static final String CLICKSTREAM = stream(new Click());
    public static final String SIGNUPS = stream(new Signup());
    public static final String PURCHASES = stream(new Purchase());
    public static final String USER_ATTRIBUTES = stream(new UserAttributes());
    static final String VERDICTS = stream(new FraudVerdict());
    static final String REVIEWS = stream(new Review());
    static final String PAYOUTS = stream(new Payout());

    /** Everything that stories are made of. */
    static final List<String> STREAMS =
            List.of(CLICKSTREAM, SIGNUPS, PURCHASES, USER_ATTRIBUTES, VERDICTS, REVIEWS, PAYOUTS);

    final Person person;
    final Pace pace;
    final Dice dice;

    /** No event of the story is earlier. */
    final long floorMillis;

    /** No event of the story is at or after it. */
    final long endMillis;

    /** What the person's things are recognised by; another's where it is another's second account. */
    Person.Hashes hashes;

    /** How many devices the person is seen on once signed in. */
    int devicesInUse;

    private final List<Draft> drafts = new ArrayList<>();
    private final List<ExpectedReferral> referrals = new ArrayList<>();
    private final List<ExpectedMilestone> milestones = new ArrayList<>();
    private final List<ExpectedEntry> entries = new ArrayList<>();
    private int events;
    private int sessions;
    private int strangers;

    /** A story that nothing has happened in yet; of its period {@link #drafts} tells. */
    public Story(Person person, Pace pace, Dice dice, long floorMillis, long endMillis) {
        this.person = person;
        this.pace = pace;
        this.dice = dice;
        this.floorMillis = floorMillis;
        this.endMillis = endMillis;
        this.hashes = person.hashes();
        this.devicesInUse = person.devices();
    }

    /** What happened within the period, in no particular order. */
    public List<Draft> drafts() {
        return drafts.stream()
                .filter(draft -> draft.timeMillis() >= floorMillis && draft.timeMillis() < endMillis)
                .toList();
    }

    List<ExpectedReferral> referrals() {
        return referrals;
    }

    /** Milestones that are known from the story's plan; those that an ask waits for are found in its events. */
    List<ExpectedMilestone> milestones() {
        return milestones;
    }

    List<ExpectedEntry> entries() {
        return entries;
    }

    void expect(ExpectedReferral referral) {
        referrals.add(referral);
    }

    /** Within the period, and no other. */
    void expect(ExpectedMilestone milestone) {
        if (milestone.reachedMillis() < endMillis) {
            milestones.add(milestone);
        }
    }

    /** Within the period, and no other. */
    void expect(List<ExpectedEntry> more) {
        more.stream().filter(entry -> entry.effectiveMillis() < endMillis).forEach(entries::add);
    }

    /** A time before {@code limit}, by a lag of between two lengths in life, but not before {@code from}. */
    long before(long limit, long from, long shortest, long longest) {
        long time = limit - pace.lag(dice, shortest, longest);
        return time >= from ? time : dice.between(from, limit - 1);
    }

    /** The person's own click. */
    public Click click(int device, boolean signedIn, long time, String name, boolean essential) {
        Click click = click(person.anonymousId(device), signedIn ? person.userId() : null, time, name, essential);
        click.setDeviceHash(hashes.device(device));
        click.setIpHash(hashes.ip());
        click.setIpPrefixHash(hashes.ipPrefix());
        return click;
    }

    /** A click of somebody else, signed in on their first device. */
    Click clickOf(Person other, long time, String name) {
        Click click = click(other.anonymousId(1), other.userId(), time, name, true);
        click.setDeviceHash(other.hashes().device(1));
        click.setIpHash(other.hashes().ip());
        click.setIpPrefixHash(other.hashes().ipPrefix());
        click.setCountry(other.market().name());
        return click;
    }

    /** A click on any device, whose hashes the caller sets. */
    public Click click(String anonymousId, String userId, long time, String name, boolean essential) {
        Click click = newClick("c" + eventId(), anonymousId, time, name);
        click.setUserId(userId);
        click.setCountry(person.market().name());
        return add(CLICKSTREAM, anonymousId, click, time, essential);
    }

    /** A click with what every click has. */
    static Click newClick(String eventId, String anonymousId, long time, String name) {
        Click click = new Click();
        click.setEventId(eventId);
        click.setEventTime(Instant.ofEpochMilli(time));
        click.setAnonymousId(anonymousId);
        click.setName(name);
        click.setProperties(new TreeMap<>());
        return click;
    }

    /** The person signs up; {@code code} is the one entered, null where none is. */
    public Signup signup(long time, String anonymousId, String code) {
        Signup signup = new Signup();
        signup.setEventId("s" + eventId());
        signup.setEventTime(Instant.ofEpochMilli(time));
        signup.setUserId(person.userId());
        signup.setAnonymousId(anonymousId);
        signup.setReferralCode(code);
        signup.setEmailHash(person.emailHash());
        signup.setEmailDomain(person.emailDomain());
        signup.setEmailMinhash(hashes.emailMinhash());
        signup.setAccountId(person.accountId());
        signup.setPlan(person.plan());
        signup.setSegment(person.segment());
        signup.setCountry(person.market().name());
        signup.setDeviceHash(hashes.device(1));
        signup.setIpHash(hashes.ip());
        signup.setIpPrefixHash(hashes.ipPrefix());
        signup.setPaymentHash("free".equals(person.plan()) ? null : hashes.payment());
        signup.setMarketingConsent(dice.chance(0.7));
        signup.setProperties(new TreeMap<>());
        return add(SIGNUPS, person.userId(), signup, time, true);
    }

    /** Instruments and devices are told of what makes an order, and of nothing else. */
    public Purchase purchase(long time, String orderId, PurchaseKind kind, long amountMinor) {
        boolean makesAnOrder = kind == PurchaseKind.ORDER || kind == PurchaseKind.RENEWAL;
        Purchase purchase = new Purchase();
        purchase.setEventId("p" + eventId());
        purchase.setEventTime(Instant.ofEpochMilli(time));
        purchase.setUserId(person.userId());
        purchase.setOrderId(orderId);
        purchase.setKind(kind);
        purchase.setAmountMinor(amountMinor);
        purchase.setCurrency(person.market().currency);
        if (makesAnOrder) {
            purchase.setPaymentHash(hashes.payment());
            purchase.setDeviceHash(hashes.device(1));
            purchase.setIpHash(hashes.ip());
        }
        purchase.setProperties(new TreeMap<>());
        return add(PURCHASES, person.userId(), purchase, time, makesAnOrder);
    }

    public void attributes(long time, Map<String, String> attributes) {
        UserAttributes record = new UserAttributes();
        record.setEventId("t" + eventId());
        record.setEventTime(Instant.ofEpochMilli(time));
        record.setUserId(person.userId());
        record.setAttributes(new TreeMap<>(attributes));
        add(USER_ATTRIBUTES, person.userId(), record, time, false);
    }

    /** The session of a visit; null where the producer tells none. */
    public String session() {
        return dice.chance(0.8) ? "v" + person.name() + "-" + ++sessions : null;
    }

    /** Somebody who never becomes known. */
    public String stranger() {
        return "a" + person.name() + "-x" + ++strangers;
    }

    public static void arrive(Click click, Landing landing, String session) {
        click.setUrl(landing.url());
        click.setReferrerUrl(landing.referrerUrl());
        click.setChannel(landing.channel());
        click.setCampaign(landing.campaign());
        click.setSessionId(session);
    }

    static BigDecimal value(long units, int decimals) {
        return BigDecimal.valueOf(units, decimals).setScale(6);
    }

    private String eventId() {
        return person.name() + "-" + ++events;
    }

    <T extends SpecificRecord> T add(String stream, String key, T record, long time, boolean essential) {
        drafts.add(new Draft(stream, key, record, time, essential));
        return record;
    }

    private static String stream(SpecificRecord record) {
        return record.getSchema().getProp("stream");
    }
}
