package dev.milepost.oracle.population;

import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.testkit.population.RecordOrigin;
import dev.milepost.testkit.population.SeedPrefix;
import dev.milepost.testkit.population.TimedRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * A seeded log of people and the programs that it is judged by, which it sends ahead of their time. All seeds begin and end at
 * the same moments, so that timers go off alike whichever seeds run together.
 */
public final class ProgramPopulation {

    public static final Instant START = Instant.parse("2026-02-23T08:00:00Z");
    public static final Instant END = START.plus(Duration.ofDays(110));

    /** Of programs by the end of their ids: what they give in their lifetime at most, minor units. */
    public static final Map<String, Long> BUDGETS = Map.of("both", 19_000L, "raise", 40_000L);

    private static final long DAY = 86_400_000L;
    private static final int ADVOCATES = 5;
    private static final int LEAST_CLAIMS = 20;
    private static final List<String> COUNTRIES = List.of("DE", "FR", "US");

    private final String prefix;
    private final Random random;
    private final List<TimedRecord> log = new ArrayList<>();
    private final Map<String, String> texts;
    private final List<ProgramVersion> versions;
    private int serial;

    /** How many orders and refunds each user has had: their ids are their user's own, and those of all users alike. */
    private final Map<String, Integer> numbers = new TreeMap<>();

    private ProgramPopulation(long seed, int refereesOfEach) {
        prefix = SeedPrefix.of(seed);
        random = new Random(seed * 7_919 + 13);
        texts = new Files(random, prefix, START).all();
        versions = ProgramFiles.parse(new LinkedHashMap<>(texts)).versions();
        send();
        for (int i = 0; i < ADVOCATES; i++) {
            advocate(prefix + "adv" + i);
        }
        for (String program : new java.util.TreeSet<>(
                versions.stream().map(ProgramVersion::program).toList())) {
            for (int i = 0; i < refereesOfEach; i++) {
                referee(program, prefix + "adv" + random.nextInt(ADVOCATES));
            }
        }
        claims();
        click(prefix + "clock", prefix + "clock", END.toEpochMilli(), "page_view", null);
    }

    public static ProgramPopulation of(long seed, int refereesOfEach) {
        return new ProgramPopulation(seed, refereesOfEach);
    }

    public List<TimedRecord> records() {
        return List.copyOf(log);
    }

    public List<ProgramVersion> versions() {
        return versions;
    }

    private String id(String kind) {
        return prefix + kind + Integer.toHexString(0x1000 + random.nextInt(0xF000)) + "x" + serial++;
    }

    private String ownId(String kind, String user) {
        return prefix + kind + numbers.merge(kind + user, 1, Integer::sum);
    }

    private long upTo(long most) {
        return (long) (random.nextDouble() * most);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Most are received within seconds, now and then one a day late. */
    private void add(SpecificRecord event) {
        double draw = random.nextDouble();
        Duration delay = draw < 0.04
                ? Duration.ofMillis(upTo(DAY))
                : draw < 0.06 ? Duration.ofMillis(-upTo(60_000)) : Duration.ofMillis(upTo(3_000));
        add(event, delay);
        if (chance(0.02)) {
            add(event, Duration.ofMillis(upTo(DAY)));
        }
        if (chance(0.005)) {
            add(event, Duration.ofMillis(DAY + 1 + upTo(DAY)));
        }
    }

    private void add(SpecificRecord event, Duration delay) {
        log.add(TimedRecord.received(event, delay).at(RecordOrigin.line(prefix + "log", log.size() + 1)));
    }

    private void send() {
        for (ProgramVersion version : versions) {
            Instant validFrom = Instant.ofEpochMilli(version.validFromMillis());
            add(
                    AppliedProgram.newBuilder()
                            .setEventId(id("e"))
                            .setEventTime(validFrom.minus(Duration.ofHours(30)))
                            .setProgramVersion(version.label())
                            .setProgramId(version.program())
                            .setVersion(version.version())
                            .setValidFrom(validFrom)
                            .setFileName(version.program() + ".yaml")
                            .setText(texts.get(version.label()))
                            .build(),
                    Duration.ofSeconds(1));
        }
    }

    private void click(String user, String anonymous, long time, String name, Integer value) {
        add(Click.newBuilder()
                .setEventId(id("e"))
                .setEventTime(Instant.ofEpochMilli(time))
                .setAnonymousId(anonymous)
                .setUserId(user)
                .setChannel("email")
                .setName(name)
                .setValue(value == null ? null : BigDecimal.valueOf(value * 1_000_000L, 6))
                .setProperties(Map.of("color", one(List.of("red", "blue", "green")), "world", prefix))
                .build());
    }

    private void advocate(String user) {
        long at = START.toEpochMilli() - 20 * DAY + upTo(10 * DAY);
        signup(user, at, null, null);
        for (String program : new java.util.TreeSet<>(
                versions.stream().map(ProgramVersion::program).toList())) {
            boolean later = chance(0.1);
            add(Click.newBuilder()
                    .setEventId(id("e"))
                    .setEventTime(Instant.ofEpochMilli(at + 1_000 + upTo(DAY)))
                    .setAnonymousId(later ? user + "-at-" + program : user + "-desk")
                    .setUserId(later ? null : user)
                    .setChannel("email")
                    .setName("referral_code_created")
                    .setReferralCode(code(program, user))
                    .setProperties(Map.of("program", program))
                    .build());
            if (later) {
                // Whose code it is becomes known some time after others have signed up by it, or before.
                click(user, user + "-at-" + program, at + 2 * DAY + upTo(20 * DAY), "identified", null);
            }
        }
        life(user, START.toEpochMilli() + upTo(30 * DAY));
    }

    static String code(String program, String advocate) {
        return program + "/" + advocate;
    }

    private void signup(String user, long at, String code, String account) {
        add(Signup.newBuilder()
                .setEventId(id("e"))
                .setEventTime(Instant.ofEpochMilli(at))
                .setUserId(user)
                .setAnonymousId(chance(0.7) ? user + "-phone" : null)
                .setReferralCode(code)
                .setAccountId(account)
                .setCountry(chance(0.9) ? one(COUNTRIES) : null)
                .setPlan(chance(0.8) ? one(List.of("pro", "team", "free")) : null)
                .setSegment(chance(0.2) ? "churn_risk" : "regular")
                .setMarketingConsent(chance(0.8))
                .setProperties(Map.of("world", prefix))
                .build());
    }

    private void referee(String program, String advocate) {
        String user = id("u");
        long at = START.toEpochMilli() + upTo(55 * DAY);
        // Some things are done before anybody knows by whom.
        if (chance(0.3)) {
            click(null, user + "-phone", at - upTo(2 * DAY), prefix + "alpha", random.nextInt(6));
        }
        int before = log.size();
        signup(user, at, code(program, advocate), chance(0.5) ? prefix + "acme" + random.nextInt(6) : null);
        String signup = log.get(before).eventId();
        life(user, at);
        judged(program, advocate, user, user + "/" + signup, at);
    }

    /** What somebody does in the weeks after a time. */
    private void life(String user, long from) {
        long last = from;
        for (int i = 4 + random.nextInt(7); i > 0; i--) {
            long time = chance(0.05) ? last : from + 1_000 + upTo((chance(0.5) ? 4 : 30) * DAY);
            last = time;
            switch (random.nextInt(13)) {
                case 0, 1, 2, 3, 4 ->
                    click(
                            chance(0.6) ? user : null,
                            chance(0.5) ? user + "-phone" : user + "-tablet",
                            time,
                            prefix + one(List.of("alpha", "beta", "gamma")),
                            chance(0.7) ? random.nextInt(6) : null);
                case 5 -> click(user, user + "-desk", time, prefix + "score", random.nextInt(8));
                case 6 -> attributes(user, time);
                case 7, 8 -> ticket(user, time);
                default -> order(user, time);
            }
        }
        order(user, from + 2_000 + upTo(8 * DAY));
        if (chance(0.35)) {
            click(user, user + "-desk", from + upTo(30 * DAY), "opted_out", null);
        }
        if (chance(0.3)) {
            click(user, user + "-tablet", from + upTo(20 * DAY), "identified", null);
        }
    }

    private void attributes(String user, long time) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(one(List.of("country", "plan")), one(COUNTRIES));
        attributes.put("segment", one(List.of("regular", "churn_risk", "big")));
        if (chance(0.5)) {
            attributes.put(prefix + "score", String.valueOf(random.nextInt(8)));
        }
        add(UserAttributes.newBuilder()
                .setEventId(id("e"))
                .setEventTime(Instant.ofEpochMilli(time))
                .setUserId(user)
                .setAttributes(attributes)
                .build());
    }

    private void ticket(String user, long time) {
        if (chance(0.5)) {
            add(Click.newBuilder()
                    .setEventId(id("e"))
                    .setEventTime(Instant.ofEpochMilli(time))
                    .setAnonymousId(user + "-desk")
                    .setUserId(user)
                    .setChannel("email")
                    .setName("consent_changed")
                    .setProperties(Map.of("marketing_consent", String.valueOf(chance(0.5))))
                    .build());
            return;
        }
        click(user, user + "-desk", time, "support_ticket_opened", null);
        if (chance(0.7)) {
            click(user, user + "-desk", time + upTo(3 * DAY), "support_ticket_resolved", null);
        }
    }

    private Purchase.Builder purchase(String user, long time, PurchaseKind kind, String order, long amount) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("world", prefix);
        properties.put("plan", one(List.of("pro", "team", "free")));
        if (chance(0.1)) {
            // What properties say of whose it is counts for nothing.
            properties.put("referee_id", prefix + "adv0");
        }
        return Purchase.newBuilder()
                .setEventId(id("e"))
                .setEventTime(Instant.ofEpochMilli(time))
                .setUserId(user)
                .setKind(kind)
                .setOrderId(order)
                .setAmountMinor(amount)
                .setMrrMinor(chance(0.6) ? (long) random.nextInt(10) * 100 : null)
                .setCurrency("USD")
                .setProperties(properties);
    }

    /** An order or renewal and, maybe, what takes it back, and what takes that back. */
    private void order(String user, long time) {
        String order = ownId("o", user);
        long amount = chance(0.03) ? 0 : 300 + random.nextInt(4_000);
        PurchaseKind kind = chance(0.7) ? PurchaseKind.ORDER : PurchaseKind.RENEWAL;
        Purchase.Builder sale = purchase(user, time, kind, order, amount);
        add(chance(0.06) ? sale.setCurrency("EUR").build() : sale.build());
        if (chance(0.02)) {
            add(purchase(user, time + upTo(DAY), PurchaseKind.ORDER, order, amount)
                    .build());
        }
        for (int i = chance(0.4) ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            String refund = ownId("r", user);
            long at = time + 1_000 + upTo((chance(0.5) ? 2 : 25) * DAY);
            long part = chance(0.5) ? amount : upTo(amount + 1);
            PurchaseKind back = chance(0.6) ? PurchaseKind.REFUND : PurchaseKind.CHARGEBACK;
            add(purchase(user, at, back, order, part)
                    .setCurrency(sale.getCurrency())
                    .setRefundId(refund)
                    .setMrrMinor(null)
                    .build());
            if (chance(0.4)) {
                add(purchase(user, at + 1_000 + upTo(6 * DAY), PurchaseKind.REFUND_CANCELLED, order, part)
                        .setCurrency(sale.getCurrency())
                        .setRefundId(refund)
                        .setMrrMinor(null)
                        .build());
            }
        }
    }

    /** Verdicts, and what people decide about them. */
    private void judged(String program, String advocate, String referee, String referral, long signup) {
        for (int i = chance(0.85) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            add(FraudVerdict.newBuilder()
                    .setEventId(id("e"))
                    .setEventTime(Instant.ofEpochMilli(signup + 500 + upTo(14 * DAY)))
                    .setVerdictId(id("verdict"))
                    .setReferralId(referral)
                    .setProgramId(program)
                    .setAdvocateId(advocate)
                    .setRefereeId(referee)
                    .setScore(BigDecimal.valueOf(chance(0.6) ? random.nextInt(400_001) : random.nextInt(1_000_001), 6))
                    .setCodes(chance(0.5) ? List.of("SELF_DEVICE") : List.of("VELOCITY"))
                    .build());
        }
        for (int i = chance(0.85) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            add(Review.newBuilder()
                    .setEventId(id("e"))
                    .setEventTime(Instant.ofEpochMilli(signup + 500 + upTo(25 * DAY)))
                    .setCaseId(id("case"))
                    .setProgramId(program)
                    .setAdvocateId(advocate)
                    .setExpectedVersion(1)
                    .setPropensity(BigDecimal.valueOf(500_000, 6))
                    .setAction(one(List.of(
                            ReviewAction.APPROVE, ReviewAction.APPROVE, ReviewAction.REJECT, ReviewAction.CLAIM)))
                    .setReferralIds(List.of(referral))
                    .setReviewer("ada")
                    .build());
        }
    }

    /** As many as each seed must have: by chance alone one in a hundred has fewer. They decide nothing. */
    private void claims() {
        List<Review> reviews = log.stream()
                .map(TimedRecord::record)
                .filter(Review.class::isInstance)
                .map(Review.class::cast)
                .toList();
        long claims = reviews.stream()
                .filter(review -> review.getAction() == ReviewAction.CLAIM)
                .map(Review::getEventId)
                .distinct()
                .count();
        for (; claims < LEAST_CLAIMS; claims++) {
            add(Review.newBuilder(reviews.get((int) claims))
                    .setEventId(id("e"))
                    .setCaseId(id("case"))
                    .setAction(ReviewAction.CLAIM)
                    .build());
        }
    }

    /** What the outside pays of a ledger as it stands without it: mostly what is owed, and soon. */
    public void pay(List<LedgerRow> entries) {
        Map<String, Long> owed = new TreeMap<>();
        Map<String, LedgerRow> released = new TreeMap<>();
        for (LedgerRow entry : entries) {
            if (entry.getStep().equals("RELEASED")) {
                released.put(entry.getRewardId(), entry);
            }
        }
        for (LedgerRow entry : entries) {
            LedgerRow release = released.get(entry.getRewardId());
            if (release != null && !entry.getEffectiveAt().isAfter(release.getEffectiveAt())) {
                owed.merge(entry.getRewardId(), entry.getAmountMinor(), Long::sum);
            }
        }
        released.forEach((reward, release) -> {
            if (chance(0.7)) {
                long at = release.getEffectiveAt().toEpochMilli() + (chance(0.5) ? upTo(3_600_000) : upTo(6 * DAY));
                long paid = chance(0.1) ? owed.get(reward) / 3 : owed.get(reward) + (chance(0.1) ? 1 : 0);
                payout(release, at, paid);
                if (chance(0.1)) {
                    payout(release, at + upTo(DAY), owed.get(reward));
                }
            }
        });
        for (LedgerRow entry : entries) {
            if (entry.getStep().equals("EARNED") && chance(0.05)) {
                payout(entry, entry.getEffectiveAt().toEpochMilli() + upTo(DAY), entry.getAmountMinor());
            }
        }
    }

    /** What advocates do about their asks, and those whom they tell of it. */
    public void hear(List<AskRow> asked) {
        Signals signals = new Signals(prefix, random, this::id, this::add);
        asked.forEach(signals::after);
    }

    private void payout(LedgerRow entry, long at, long amount) {
        if (at < END.toEpochMilli() - DAY && amount >= 0) {
            add(Payout.newBuilder()
                    .setEventId(id("e"))
                    .setEventTime(Instant.ofEpochMilli(at))
                    .setRewardId(entry.getRewardId())
                    .setProgramId(entry.getProgramId())
                    .setAmountMinor(amount)
                    .setCurrency(entry.getCurrency())
                    .setExternalReference(id("transfer"))
                    .build());
        }
    }
}
