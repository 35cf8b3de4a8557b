package dev.milepost.oracle;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.pattern.Happening;
import dev.milepost.testkit.population.TimedRecord;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each user did, and whose referral they are. The time of what is known is that of the latest event that it rests on: a
 * click of a visitor who is identified later has the time of that.
 */
final class Users {

    private static final Duration LOOK_BACK = Duration.ofDays(30);

    /**
     * Who referred a user.
     *
     * @param known when that could be known
     * @param cause the signup
     * @param qualified null: not
     */
    record Referral(
            String id,
            String referee,
            String advocate,
            String program,
            long signup,
            long known,
            String cause,
            Step qualified) {}

    /** An event by which something was so. */
    record Step(long time, String cause) {}

    private final Map<String, List<Happening>> own = new TreeMap<>();
    private final Map<String, Referral> referrals = new TreeMap<>();
    private final Map<String, IdentityRow> links = new HashMap<>();

    /**
     * Of a log.
     *
     * @param accepted its records that ingest accepts
     * @param answer what attribution makes of it
     * @param named which clicks are seen
     */
    Users(List<TimedRecord> accepted, Answer answer, Named named) {
        answer.identities().forEach(link -> links.put(link.getAnonymousId(), link));
        Map<String, Purchase> sales = sales(accepted);
        for (TimedRecord record : accepted) {
            if (record.record() instanceof Click click) {
                if (named.isSeen(click.getName(), millis(click.getEventTime()))) {
                    click(click);
                }
            } else if (record.record() instanceof Signup signup) {
                signup(signup);
            } else if (record.record() instanceof UserAttributes attributes) {
                add(
                        attributes.getUserId(),
                        new Happening(
                                "user_attributes",
                                millis(attributes.getEventTime()),
                                attributes.getEventId(),
                                identity("user_attributes", attributes.getEventId(), attributes.getEventTime()),
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                said(attributes.getAttributes())));
            } else if (record.record() instanceof Purchase purchase) {
                purchase(purchase, sales);
            }
        }
        own.values().forEach(events -> events.sort(Happening.ORDER));
        bindings(answer);
    }

    private static long millis(Instant time) {
        return time.toEpochMilli();
    }

    private static String identity(String kind, String id, Instant time) {
        return kind + "/" + id + "@" + millis(time);
    }

    private void add(String user, Happening event) {
        own.computeIfAbsent(user, u -> new ArrayList<>()).add(event);
    }

    /** Of an order the earliest sale. */
    private static Map<String, Purchase> sales(List<TimedRecord> accepted) {
        Map<String, Purchase> sales = new HashMap<>();
        for (TimedRecord record : accepted) {
            if (record.record() instanceof Purchase purchase && isSale(purchase)) {
                sales.putIfAbsent(order(purchase), purchase);
            }
        }
        return sales;
    }

    private static boolean isSale(Purchase purchase) {
        return purchase.getKind() == PurchaseKind.ORDER || purchase.getKind() == PurchaseKind.RENEWAL;
    }

    private static String order(Purchase purchase) {
        return purchase.getUserId() + "\n" + purchase.getOrderId();
    }

    /** Whose a click is, and since when that is known; null: nobody's. */
    private Step owner(Click click) {
        if (click.getUserId() != null) {
            return new Step(millis(click.getEventTime()), click.getUserId());
        }
        IdentityRow link = links.get(click.getAnonymousId());
        if (link == null || link.getEventTime().isAfter(click.getEventTime().plus(LOOK_BACK))) {
            return null;
        }
        return new Step(Math.max(millis(click.getEventTime()), millis(link.getEventTime())), link.getUserId());
    }

    /** No property says whose an event is. */
    private static Map<String, String> said(Map<String, String> properties) {
        Map<String, String> texts = new HashMap<>(properties);
        texts.remove("referee_id");
        return texts;
    }

    private void click(Click click) {
        Step owner = owner(click);
        if (owner == null) {
            return;
        }
        Map<String, String> texts = said(click.getProperties());
        put(texts, "country", click.getCountry());
        put(texts, "referral_code", click.getReferralCode());
        add(
                owner.cause(),
                new Happening(
                        click.getName(),
                        owner.time(),
                        click.getEventId(),
                        identity("click/" + click.getAnonymousId(), click.getEventId(), click.getEventTime()),
                        null,
                        null,
                        null,
                        click.getValue() == null
                                ? null
                                : (Long) click.getValue()
                                        .setScale(6, RoundingMode.UNNECESSARY)
                                        .unscaledValue()
                                        .longValueExact(),
                        List.of(),
                        texts));
    }

    private void signup(Signup signup) {
        Map<String, String> texts = said(signup.getProperties());
        put(texts, "country", signup.getCountry());
        put(texts, "plan", signup.getPlan());
        put(texts, "segment", signup.getSegment());
        put(texts, "account_id", signup.getAccountId());
        texts.put("marketing_consent", String.valueOf(signup.getMarketingConsent()));
        add(
                signup.getUserId(),
                new Happening(
                        "signup",
                        millis(signup.getEventTime()),
                        signup.getEventId(),
                        identity("signup", signup.getEventId(), signup.getEventTime()),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        texts));
    }

    /** Those of an order without a sale, and a second sale of one, say nothing. */
    private void purchase(Purchase purchase, Map<String, Purchase> sales) {
        Purchase sale = sales.get(order(purchase));
        if (sale == null || (isSale(purchase) && !sale.equals(purchase))) {
            return;
        }
        boolean takesBack = purchase.getKind() == PurchaseKind.REFUND || purchase.getKind() == PurchaseKind.CHARGEBACK;
        if (takesBack && !purchase.getCurrency().equals(sale.getCurrency())) {
            return;
        }
        Map<String, String> texts = said(purchase.getProperties());
        texts.put("order_id", purchase.getOrderId());
        put(texts, "refund_id", purchase.getRefundId());
        add(
                purchase.getUserId(),
                new Happening(
                        purchase.getKind().name().toLowerCase(java.util.Locale.ROOT),
                        Math.max(millis(purchase.getEventTime()), millis(sale.getEventTime())),
                        purchase.getEventId(),
                        identity("purchase", purchase.getEventId(), purchase.getEventTime()),
                        purchase.getCurrency(),
                        purchase.getAmountMinor(),
                        purchase.getMrrMinor(),
                        null,
                        List.of(),
                        texts));
    }

    private static void put(Map<String, String> texts, String field, String text) {
        if (text != null) {
            texts.put(field, text);
        }
    }

    private void bindings(Answer answer) {
        for (BindingRow binding : answer.bindings()) {
            if (!binding.getStatus().equals("bound")) {
                continue;
            }
            long signup = millis(binding.getBoundTime());
            long since = millis(answer.referralsKnown().get(binding.getReferralId()));
            String cause =
                    binding.getReferralId().substring(binding.getReferralId().lastIndexOf('/') + 1);
            referrals.put(
                    binding.getRefereeId(),
                    new Referral(
                            binding.getReferralId(),
                            binding.getRefereeId(),
                            binding.getAdvocateId(),
                            binding.getProgramId(),
                            signup,
                            since,
                            cause,
                            qualified(binding, since, answer)));
        }
    }

    private Step qualified(BindingRow binding, long since, Answer answer) {
        for (JourneyEvent step : answer.journey()) {
            if (step.getName().equals("referral.qualified")
                    && step.getReferralId().equals(binding.getReferralId())) {
                long known = own.get(binding.getRefereeId()).stream()
                        .filter(event -> event.id().equals(step.getCauseEventId()))
                        .mapToLong(Happening::time)
                        .min()
                        .orElse(millis(step.getEventTime()));
                return new Step(Math.max(known, since), step.getCauseEventId());
            }
        }
        return null;
    }

    /** All who did anything. */
    List<String> all() {
        return List.copyOf(own.keySet());
    }

    /** What a user did, in order. */
    List<Happening> own(String user) {
        return own.getOrDefault(user, List.of());
    }

    /** Null: nobody's. */
    Referral referral(String referee) {
        return referrals.get(referee);
    }

    /** Of all, in the order of referees. */
    List<Referral> referrals() {
        return List.copyOf(referrals.values());
    }

    /** The account that a user's first signup with one names; null: none. */
    String account(String user) {
        return own(user).stream()
                .filter(event -> event.name().equals("signup"))
                .map(event -> event.texts().get("account_id"))
                .filter(account -> account != null)
                .findFirst()
                .orElse(null);
    }

    /** What is so of a user by all that they said up to and with an event. */
    Map<String, String> attributes(String user, Happening with) {
        return attributes(own(user).stream()
                .filter(event -> Happening.ORDER.compare(event, with) <= 0)
                .toList());
    }

    /** By all that they said up to a time, itself included. */
    Map<String, String> attributes(String user, long time) {
        return attributes(
                own(user).stream().filter(event -> event.time() <= time).toList());
    }

    private static Map<String, String> attributes(List<Happening> said) {
        Map<String, String> attributes = new TreeMap<>();
        said.stream().sorted(Comparator.comparing(e -> e, Happening.ORDER)).forEach(event -> {
            if (event.name().equals("user_attributes")) {
                attributes.putAll(event.texts());
            } else if (event.name().equals("signup")) {
                for (String field : List.of("country", "plan", "segment", "account_id")) {
                    put(attributes, field, event.texts().get(field));
                }
            }
        });
        return attributes;
    }
}
