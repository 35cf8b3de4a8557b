package dev.milepost.fraud.model.account;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.identifier.Label;
import dev.milepost.fraud.model.signal.Subject;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.List;
import java.util.Set;

/** What an account tells the other rooms, at the event time at which it is so. */
public sealed interface AccountNews {

    long timeMillis();

    /** It is the identifier that hears of it. */
    sealed interface OfIdentifier extends AccountNews {

        Shown shown();
    }

    /** A user was seen on an identifier; told at most once an hour for each. */
    record Sighting(Shown shown, String userId, long timeMillis) implements OfIdentifier {}

    /**
     * A label of a user who has shown the identifier.
     *
     * @param takenBack it was told before, and holds no more
     * @param sequence numbers what is told of one user's labels
     */
    record Labelled(Shown shown, String userId, Label label, boolean takenBack, long timeMillis, long sequence)
            implements OfIdentifier {}

    /**
     * What does the identifier know of referee and advocate? The answer is the advocate's.
     *
     * @param own the referee's label where the identifier was told of it, for it says nothing of neighbours; else null
     */
    record Lookup(Shown shown, String assessmentId, String refereeId, String advocateId, Label own, long timeMillis)
            implements OfIdentifier {}

    /**
     * What is known of a user from now on, which the rings hear of.
     *
     * @param label null: nothing any more
     * @param sequence numbers what is told of one user's labels
     */
    record Judged(String userId, Label label, long timeMillis, long sequence) implements AccountNews {}

    /** A reviewer says that a user does not belong to those that they are linked with. */
    record NotLinked(String userId, long timeMillis) implements AccountNews {}

    /**
     * By what a user may be told who is an advocate of somebody, or may become one.
     *
     * @param kinds of which they have shown one
     */
    record Profile(String userId, Set<IdentifierKind> kinds, String emailHash, List<Long> emailSlots, long timeMillis)
            implements AccountNews {
        public Profile {
            kinds = Set.copyOf(kinds);
            emailSlots = List.copyOf(emailSlots);
        }
    }

    /** An advocate has a referral. */
    record Referred(String referralId, String refereeId, String advocateId, long timeMillis) implements AccountNews {}

    /** An advocate might have had a referral, and was refused: it only counts towards cycles. */
    record Refused(String refereeId, String advocateId, long timeMillis) implements AccountNews {}

    /** That advocate has it no more. */
    record Unreferred(String referralId, String refereeId, String advocateId, long timeMillis) implements AccountNews {}

    /**
     * Money of a referee's went back, or it did not after all.
     *
     * @param refund the only one of its name among those of the referee
     * @param kind REFUND or CHARGEBACK; null where it does not stand, whether or not it was told
     */
    record MoneyBack(String referralId, String refund, AccountFact.Money kind, long timeMillis)
            implements AccountNews {}

    /**
     * A referral is to be assessed.
     *
     * @param boundMillis when the referee signed up
     * @param shown what the referee has shown, whose identifiers are asked
     * @param network the prefix of the referee's address at signup; null where unknown
     * @param clickToSignupMillis from the latest click on the referral's code; -1 where there was none
     * @param orphan whether there was none, or on another device than the signup's; null where that cannot be told
     * @param thresholds what orders of the program earn rewards from, in minor units: of the currency paid in, where something was
     * @param amountMinor of what was paid or went back; else 0
     * @param inactive whether the referee did nothing since qualifying; of {@link Trigger#ACTIVITY}
     */
    record Assessment(
            Subject subject,
            Trigger trigger,
            long timeMillis,
            long boundMillis,
            List<Shown> shown,
            String network,
            String emailHash,
            List<Long> emailSlots,
            String emailDomain,
            long clickToSignupMillis,
            Boolean orphan,
            List<Long> thresholds,
            long amountMinor,
            boolean inactive)
            implements AccountNews {
        public Assessment {
            shown = List.copyOf(shown);
            emailSlots = List.copyOf(emailSlots);
            thresholds = List.copyOf(thresholds);
        }
    }
}
