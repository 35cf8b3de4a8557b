package dev.milepost.fraud.model.account;

import dev.milepost.fraud.model.account.AccountBook.Thresholds;
import dev.milepost.fraud.model.account.AccountFact.Paid;
import dev.milepost.fraud.model.account.AccountFact.SignedUp;
import dev.milepost.fraud.model.account.AccountState.Click;
import dev.milepost.fraud.model.account.AccountState.Referral;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.signal.Subject;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.List;

/** Makes an assessment of a user's referral, of what is known of them. */
final class Assessing {

    private static final long NO_CLICK = -1;

    private final String user;
    private final AccountState state;

    Assessing(String user, AccountState state) {
        this.user = user;
        this.state = state;
    }

    AccountNews.Assessment assessment(
            Trigger trigger, long timeMillis, Paid paid, List<Shown> shown, Thresholds thresholds) {
        Referral referral = state.referral;
        SignedUp signup = state.signup;
        Click click = click(referral);
        return new AccountNews.Assessment(
                new Subject(
                        referral.referralId() + "@" + timeMillis + "/" + trigger
                                + (paid == null ? "" : "/" + paid.identity()),
                        referral.referralId(),
                        referral.programId(),
                        referral.advocateId(),
                        user,
                        referral.programId()),
                trigger,
                timeMillis,
                referral.boundMillis(),
                shown,
                signup == null ? null : shown(signup, IdentifierKind.IP24),
                signup == null ? null : signup.emailHash(),
                signup == null ? List.of() : signup.emailSlots(),
                signup == null ? null : signup.emailDomain(),
                click == null ? NO_CLICK : referral.boundMillis() - click.timeMillis(),
                orphan(click, signup),
                thresholds.of(referral.programId(), paid == null ? null : paid.currency(), timeMillis),
                paid == null ? 0 : paid.amountMinor(),
                trigger == Trigger.ACTIVITY && state.lastActiveMillis <= referral.qualifiedMillis());
    }

    /** The latest on the referral's code before the signup. */
    private Click click(Referral referral) {
        Click latest = null;
        for (Click click : state.clicks) {
            if (click.referralCode().equals(referral.code()) && click.timeMillis() <= referral.boundMillis()) {
                latest = click;
            }
        }
        return latest;
    }

    private static Boolean orphan(Click click, SignedUp signup) {
        if (click == null) {
            return true;
        }
        String device = signup == null ? null : shown(signup, IdentifierKind.DEVICE);
        if (device == null || click.device() == null) {
            return null;
        }
        return !device.equals(click.device());
    }

    private static String shown(SignedUp signup, IdentifierKind kind) {
        return signup.shown().stream()
                .filter(each -> each.kind() == kind)
                .map(Shown::hash)
                .findFirst()
                .orElse(null);
    }
}
