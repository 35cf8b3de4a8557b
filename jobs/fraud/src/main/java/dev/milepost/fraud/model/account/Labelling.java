package dev.milepost.fraud.model.account;

import dev.milepost.fraud.model.account.AccountFact.Opinion;
import dev.milepost.fraud.model.account.AccountFact.Reviewed;
import dev.milepost.fraud.model.identifier.Decay;
import dev.milepost.fraud.model.identifier.Label;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What was found out about one user's referral, told to their identifiers and to the rings.
 *
 * <p>One label holds at a time, however many said the same: fraud while a chargeback stands, for the bank takes no referral's side;
 * else what a reviewer said last, whose {@link dev.milepost.fraud.model.order.ReviewTurn turn} it was. It changes where the side does, and has the time of that: what was told before is taken back
 * then. An identifier that the user shows for the first time later is told too, and those that they show no more keep it.
 */
final class Labelling {

    static final int CHARGEBACKS = 20;

    private final String user;
    private final AccountState account;
    private final Consumer<AccountNews> out;

    Labelling(String user, AccountState account, Consumer<AccountNews> out) {
        this.user = user;
        this.account = account;
        this.out = out;
    }

    private LabelState state() {
        return account.labels;
    }

    /** A reviewer speaks of the user's referral. */
    void reviewed(Reviewed reviewed) {
        long time = reviewed.timeMillis();
        forget(time);
        if (!state().turn.takes(reviewed.caseId(), reviewed.expectedVersion())) {
            return;
        }
        state().heardMillis = Math.max(state().heardMillis, time);
        if (reviewed.opinion() == Opinion.NOT_LINKED) {
            out.accept(new AccountNews.NotLinked(user, time));
        } else {
            state().review = new Label(reviewed.opinion() == Opinion.FRAUD, time);
            tell(time);
        }
    }

    /**
     * Money of the user's was charged back.
     *
     * @param refund what a cancellation of it names
     */
    void charged(String refund, long timeMillis) {
        charge(refund, timeMillis, timeMillis, false);
    }

    /** That chargeback does not stand, be it one that comes later. */
    void cancelled(String refund, long timeMillis) {
        charge(refund, AccountState.NEVER, timeMillis, true);
    }

    private void charge(String refund, long chargedMillis, long timeMillis, boolean replaces) {
        forget(timeMillis);
        if (!replaces && state().chargebacks.containsKey(refund)) {
            return;
        }
        state().chargebacks.put(refund, chargedMillis);
        if (state().chargebacks.size() > CHARGEBACKS) {
            state().chargebacks.remove(state().chargebacks.keySet().iterator().next());
        }
        state().heardMillis = Math.max(state().heardMillis, timeMillis);
        tell(timeMillis);
    }

    /** The user has shown an identifier. */
    void shown(Shown shown, long timeMillis) {
        forget(timeMillis);
        if (state().told == null || state().on.contains(shown)) {
            return;
        }
        List<Shown> ofKind =
                state().on.stream().filter(each -> each.kind() == shown.kind()).toList();
        if (ofKind.size() >= AccountBook.IDENTIFIERS_OF_A_KIND) {
            state().on.remove(ofKind.get(0));
            tell(ofKind.get(0), true, timeMillis);
        }
        state().on.add(shown);
        tell(shown, false, timeMillis);
    }

    /** The user's label, where that identifier was told of it; else null. */
    Label on(Shown shown, long timeMillis) {
        forget(timeMillis);
        return state().on.contains(shown) ? state().told : null;
    }

    private void tell(long timeMillis) {
        Boolean fraud = isFraud(timeMillis);
        Boolean before = state().told == null ? null : (Boolean) state().told.fraud();
        if (Objects.equals(fraud, before)) {
            return;
        }
        state().on.forEach(each -> tell(each, true, timeMillis));
        state().on.clear();
        state().told = fraud == null ? null : new Label(fraud, timeMillis);
        if (fraud != null) {
            state().on.addAll(account.shownSince(timeMillis - AccountBook.SHOWN_FOR));
            state().on.forEach(each -> tell(each, false, timeMillis));
        }
        out.accept(new AccountNews.Judged(user, state().told, timeMillis, ++state().sequence));
    }

    private void tell(Shown shown, boolean takenBack, long timeMillis) {
        out.accept(new AccountNews.Labelled(shown, user, state().told, takenBack, timeMillis, ++state().sequence));
    }

    /** What holds at a time; null: nobody has said anything of late. */
    private Boolean isFraud(long timeMillis) {
        for (long charged : state().chargebacks.values()) {
            if (charged != AccountState.NEVER && charged > timeMillis - Decay.FORGOTTEN_MILLIS) {
                return true;
            }
        }
        Label review = state().review;
        boolean stands = review != null && !review.isForgotten(timeMillis);
        return stands ? (Boolean) review.fraud() : null;
    }

    /** When something is forgotten next; Long.MAX_VALUE: nothing is known. */
    long expiryMillis() {
        long told = state().told == null ? Long.MAX_VALUE : state().told.forgottenMillis();
        return state().isEmpty() ? told : Math.min(told, state().heardMillis + Decay.FORGOTTEN_MILLIS);
    }

    /** Forgets what identifiers and rings forget by themselves. */
    void forget(long timeMillis) {
        if (state().told != null && state().told.isForgotten(timeMillis)) {
            state().told = null;
            state().on.clear();
        }
        if (!state().isEmpty() && state().heardMillis + Decay.FORGOTTEN_MILLIS <= timeMillis) {
            account.labels = new LabelState();
        }
    }
}
