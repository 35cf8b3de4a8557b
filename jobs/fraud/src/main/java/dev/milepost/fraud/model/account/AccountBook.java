package dev.milepost.fraud.model.account;

import dev.milepost.fraud.model.account.AccountFact.Bound;
import dev.milepost.fraud.model.account.AccountFact.Cancelled;
import dev.milepost.fraud.model.account.AccountFact.Paid;
import dev.milepost.fraud.model.account.AccountFact.Qualified;
import dev.milepost.fraud.model.account.AccountFact.Refused;
import dev.milepost.fraud.model.account.AccountFact.Reviewed;
import dev.milepost.fraud.model.account.AccountFact.Seen;
import dev.milepost.fraud.model.account.AccountFact.SignedUp;
import dev.milepost.fraud.model.account.AccountState.Click;
import dev.milepost.fraud.model.account.AccountState.Due;
import dev.milepost.fraud.model.account.AccountState.Referral;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decides what is said of one user, in the order of event time.
 *
 * <p>An assessment that something late asks for is made by all that is known by then. Where one of that time or a later one was made
 * before, which knew less, it is dated a millisecond after that: everybody who reads verdicts takes the latest, and so takes it.
 */
public final class AccountBook {

    static final int IDENTIFIERS_OF_A_KIND = 20;
    static final int CLICKS = 20;

    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    static final long SETTLES_SOON = 10 * MINUTE;
    static final long SETTLES = DAY;
    static final long SILENCE = 14 * DAY;
    static final long LAST_LOOK = 28 * DAY;
    static final long SHOWN_FOR = 90 * DAY;
    static final long CLICKED_FOR = 30 * DAY;
    static final long REFUNDED_WITHIN = 30 * DAY;
    static final long REFERRED_FOR = 400 * DAY;

    private final String user;
    private final AccountState state;

    /** Of the assessments that were made before, or dated behind those, the last: what is of that time or before comes behind it. */
    private long madeMillis = AccountState.NEVER;

    public AccountBook(String user, AccountState state) {
        this.user = user;
        this.state = state;
    }

    public void accept(AccountFact fact) {
        state.waiting.put(new Place(fact.timeMillis(), rank(fact), fact.identity()), fact);
    }

    /** A fact was told and is no more. What was decided by it stays as it is. */
    public void retract(AccountFact fact) {
        state.waiting.remove(fact.identity());
    }

    /**
     * Who somebody is comes before what they did, and that before what follows from it. A review is of what was there before its
     * time.
     */
    private static int rank(AccountFact fact) {
        if (fact instanceof SignedUp) {
            return 0;
        } else if (fact instanceof Seen) {
            return 1;
        } else if (fact instanceof Reviewed) {
            return 2;
        } else if (fact instanceof Bound || fact instanceof Refused) {
            return 3;
        }
        return fact instanceof Paid || fact instanceof Cancelled ? 4 : 5;
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        long facts = Math.min(state.waiting.nextMillis(), dueMillis());
        long labels = new Labelling(user, state, news -> {}).expiryMillis();
        return Math.min(facts, Math.min(expiryMillis(), labels));
    }

    /** When an assessment is due next; Long.MAX_VALUE: none is. */
    private long dueMillis() {
        return state.due.isEmpty() ? Long.MAX_VALUE : state.due.get(0).timeMillis();
    }

    /** When something is forgotten next. */
    private long expiryMillis() {
        long next = Long.MAX_VALUE;
        if (!state.shown.isEmpty()) {
            next = state.shown.values().iterator().next() + SHOWN_FOR;
        }
        if (!state.clicks.isEmpty()) {
            next = Math.min(next, state.clicks.get(0).timeMillis() + CLICKED_FOR);
        }
        if (state.referral != null) {
            next = Math.min(next, state.referral.boundMillis() + REFERRED_FOR);
        }
        return state.signup == null || state.referral != null || !state.shown.isEmpty()
                ? next
                : Math.min(next, state.signup.timeMillis() + SHOWN_FOR);
    }

    /** Decides all up to that time, itself included. What is due at a time comes after what happened at it. */
    public void decide(long untilMillis, Thresholds thresholds, Consumer<AccountNews> out) {
        madeMillis = state.assessedMillis;
        while (Math.min(state.waiting.nextMillis(), dueMillis()) <= untilMillis) {
            if (state.waiting.nextMillis() <= dueMillis()) {
                hear(state.waiting.poll(untilMillis), thresholds, out);
            } else {
                Due due = state.due.remove(0);
                assess(due.trigger(), due.timeMillis(), null, thresholds, out);
            }
        }
        forget(untilMillis);
    }

    private void hear(AccountFact fact, Thresholds thresholds, Consumer<AccountNews> out) {
        if (fact instanceof SignedUp signedUp) {
            if (state.signup == null) {
                state.signup = signedUp;
            }
            show(signedUp.shown(), signedUp.timeMillis(), true, out);
        } else if (fact instanceof Seen seen) {
            state.lastActiveMillis = Math.max(state.lastActiveMillis, seen.eventMillis());
            if (seen.referralCode() != null) {
                click(seen);
            }
            show(seen.shown(), seen.timeMillis(), false, out);
        } else if (fact instanceof Bound bound) {
            bind(bound, thresholds, out);
        } else if (fact instanceof Refused refused) {
            out.accept(new AccountNews.Refused(user, refused.advocateId(), refused.timeMillis()));
        } else if (fact instanceof Qualified qualified) {
            qualify(qualified, thresholds, out);
        } else if (fact instanceof Paid paid) {
            pay(paid, thresholds, out);
        } else if (fact instanceof Cancelled cancelled) {
            if (state.referral != null || !state.labels.isEmpty()) {
                new Labelling(user, state, out).cancelled(cancelled.refund(), cancelled.timeMillis());
            }
            wentBack(cancelled.refund(), null, cancelled.timeMillis(), out);
        } else if (fact instanceof Reviewed reviewed) {
            if (state.referral != null && state.referral.referralId().equals(reviewed.referralId())) {
                new Labelling(user, state, out).reviewed(reviewed);
            }
        }
    }

    private void click(Seen seen) {
        state.clicks.add(new Click(seen.eventMillis(), seen.referralCode(), of(IdentifierKind.DEVICE, seen.shown())));
        state.clicks.sort(Comparator.comparingLong(Click::timeMillis));
        if (state.clicks.size() > CLICKS) {
            state.clicks.remove(0);
        }
    }

    private static String of(IdentifierKind kind, List<Shown> shown) {
        return shown.stream()
                .filter(each -> each.kind() == kind)
                .map(Shown::hash)
                .findFirst()
                .orElse(null);
    }

    private void show(List<Shown> shown, long timeMillis, boolean signedUp, Consumer<AccountNews> out) {
        Set<IdentifierKind> before = kinds();
        for (Shown each : shown) {
            Long last = state.shown.remove(each);
            boolean tells = last == null || timeMillis - last >= HOUR;
            state.shown.put(each, tells ? (Long) timeMillis : last);
            if (tells) {
                out.accept(new AccountNews.Sighting(each, user, timeMillis));
            }
            new Labelling(user, state, out).shown(each, timeMillis);
            dropOldest(each.kind());
        }
        if (signedUp || !before.equals(kinds())) {
            out.accept(new AccountNews.Profile(user, kinds(), emailHash(), emailSlots(), profiledMillis(timeMillis)));
        }
    }

    /** What came late is told as of just after what was told before it: the profile of the latest time holds. */
    private long profiledMillis(long timeMillis) {
        long latest =
                state.shown.values().stream().mapToLong(Long::longValue).max().orElse(timeMillis);
        return timeMillis < latest ? latest + 1 : timeMillis;
    }

    /** Twenty of a kind: who shows more is told by those of late. */
    private void dropOldest(IdentifierKind kind) {
        List<Shown> ofKind = state.shown.keySet().stream()
                .filter(each -> each.kind() == kind)
                .toList();
        if (ofKind.size() > IDENTIFIERS_OF_A_KIND) {
            state.shown.remove(ofKind.get(0));
        }
    }

    private Set<IdentifierKind> kinds() {
        Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
        state.shown.keySet().forEach(each -> kinds.add(each.kind()));
        return kinds;
    }

    private String emailHash() {
        return state.signup == null ? null : state.signup.emailHash();
    }

    private List<Long> emailSlots() {
        return state.signup == null ? List.of() : state.signup.emailSlots();
    }

    private void bind(Bound bound, Thresholds thresholds, Consumer<AccountNews> out) {
        Referral before = state.referral;
        boolean same = before != null && before.advocateId().equals(bound.advocateId());
        if (before != null && !same) {
            state.referral = null;
            state.due.clear();
            out.accept(new AccountNews.Unreferred(before.referralId(), user, before.advocateId(), bound.timeMillis()));
        }
        if (bound.advocateId() == null) {
            return;
        }
        state.referral = new Referral(
                bound.referralId(),
                bound.advocateId(),
                bound.programId(),
                bound.referralCode(),
                bound.boundMillis(),
                same ? before.qualifiedMillis() : AccountState.NEVER);
        if (!same) {
            long time = bound.timeMillis();
            out.accept(new AccountNews.Referred(bound.referralId(), user, bound.advocateId(), time));
            assess(Trigger.BOUND, time, null, thresholds, out);
            due(time + SETTLES_SOON, Trigger.SETTLED_SOON);
            due(time + SETTLES, Trigger.SETTLED);
            due(time + LAST_LOOK, Trigger.LAST_LOOK);
        }
    }

    private void qualify(Qualified qualified, Thresholds thresholds, Consumer<AccountNews> out) {
        if (state.referral == null || !state.referral.referralId().equals(qualified.referralId())) {
            return;
        }
        state.due.removeIf(each -> each.trigger() == Trigger.ACTIVITY);
        state.referral = state.referral.qualified(qualified.stands() ? qualified.timeMillis() : AccountState.NEVER);
        if (qualified.stands()) {
            assess(Trigger.QUALIFIED, qualified.timeMillis(), null, thresholds, out);
            due(qualified.timeMillis() + SILENCE, Trigger.ACTIVITY);
        }
    }

    private void pay(Paid paid, Thresholds thresholds, Consumer<AccountNews> out) {
        if (paid.kind() == AccountFact.Money.SALE) {
            state.lastActiveMillis = Math.max(state.lastActiveMillis, paid.timeMillis());
        } else if (paid.kind() == AccountFact.Money.CHARGEBACK && state.referral != null) {
            new Labelling(user, state, out).charged(paid.refund(), paid.timeMillis());
            wentBack(paid.refund(), paid.kind(), date(paid.timeMillis()), out);
        } else if (paid.kind() == AccountFact.Money.REFUND && isSoonAfterQualifying(paid.timeMillis())) {
            wentBack(paid.refund(), paid.kind(), date(paid.timeMillis()), out);
        }
        assess(
                switch (paid.kind()) {
                    case SALE -> Trigger.PURCHASE;
                    case REFUND -> Trigger.REFUND;
                    case CHARGEBACK -> Trigger.CHARGEBACK;
                },
                paid.timeMillis(),
                paid,
                thresholds,
                out);
    }

    private boolean isSoonAfterQualifying(long timeMillis) {
        return state.referral != null
                && state.referral.qualifiedMillis() != AccountState.NEVER
                && timeMillis >= state.referral.qualifiedMillis()
                && timeMillis - state.referral.qualifiedMillis() <= REFUNDED_WITHIN;
    }

    private void wentBack(String refund, AccountFact.Money kind, long timeMillis, Consumer<AccountNews> out) {
        if (state.referral != null && refund != null) {
            out.accept(new AccountNews.MoneyBack(state.referral.referralId(), refund, kind, timeMillis));
        }
    }

    private void due(long timeMillis, Trigger trigger) {
        state.due.add(new Due(timeMillis, trigger));
        state.due.sort(Comparator.comparingLong(Due::timeMillis).thenComparing(Due::trigger));
    }

    /** The time of an assessment that something of that time asks for. */
    private long date(long askedMillis) {
        return Math.max(askedMillis, madeMillis + 1);
    }

    private void assess(
            Trigger trigger, long askedMillis, Paid paid, Thresholds thresholds, Consumer<AccountNews> out) {
        if (state.referral == null) {
            return;
        }
        long timeMillis = date(askedMillis);
        madeMillis = timeMillis > askedMillis ? timeMillis : madeMillis;
        state.assessedMillis = timeMillis;
        Referral referral = state.referral;
        forgetShown(timeMillis);
        List<Shown> shown = state.shownSince(timeMillis - SHOWN_FOR);
        Labelling labelling = new Labelling(user, state, out);
        Assessing assessing = new Assessing(user, state);
        AccountNews.Assessment assessment = assessing.assessment(trigger, timeMillis, paid, shown, thresholds);
        for (Shown each : shown) {
            out.accept(new AccountNews.Lookup(
                    each,
                    assessment.subject().assessmentId(),
                    user,
                    referral.advocateId(),
                    labelling.on(each, timeMillis),
                    timeMillis));
        }
        out.accept(assessment);
    }

    private void forgetShown(long timeMillis) {
        state.shown.values().removeIf(last -> last + SHOWN_FOR <= timeMillis);
    }

    private void forget(long untilMillis) {
        new Labelling(user, state, news -> {}).forget(untilMillis);
        forgetShown(untilMillis);
        state.clicks.removeIf(click -> click.timeMillis() + CLICKED_FOR <= untilMillis);
        if (state.referral != null && state.referral.boundMillis() + REFERRED_FOR <= untilMillis) {
            state.referral = null;
            state.due.clear();
        }
        boolean idle = state.shown.isEmpty() && state.referral == null;
        if (idle && state.signup != null && state.signup.timeMillis() + SHOWN_FOR <= untilMillis) {
            state.signup = null;
        }
    }

    /** What orders of a program earn rewards from. */
    @FunctionalInterface
    public interface Thresholds {

        /** Minor units of that currency, null: of any; at that time; empty where there is none. */
        List<Long> of(String programId, String currency, long timeMillis);
    }
}
