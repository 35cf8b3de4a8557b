package dev.milepost.fraud.model.account;

import java.util.List;

/**
 * What happens to a user, as the fraud room hears of it. Of one identity the version that was told last holds.
 *
 * <p>{@code timeMillis} is when it counts: the event time of the latest event that it rests on.
 */
public sealed interface AccountFact {

    String userId();

    String identity();

    long timeMillis();

    /**
     * The user signed up.
     *
     * @param shown what they showed by it
     * @param emailHash of the canonical address; null where unknown
     * @param emailSlots eight keyed longs over the local part's 3-grams; empty where unknown
     * @param emailDomain lower case; null where unknown
     */
    record SignedUp(
            String userId,
            String identity,
            long timeMillis,
            List<Shown> shown,
            String emailHash,
            List<Long> emailSlots,
            String emailDomain)
            implements AccountFact {
        public SignedUp {
            shown = List.copyOf(shown);
            emailSlots = List.copyOf(emailSlots);
        }
    }

    /**
     * The user did something by which they may be told.
     *
     * @param eventMillis when; before {@code timeMillis} where it was known later whose it is
     * @param referralCode of a click on a referral link; else null
     */
    record Seen(
            String userId, String identity, long timeMillis, long eventMillis, String referralCode, List<Shown> shown)
            implements AccountFact {
        public Seen {
            shown = List.copyOf(shown);
        }
    }

    /**
     * The user was referred.
     *
     * @param advocateId null: they were, and are no more
     * @param programId null where they are not
     * @param referralCode null where they are not
     * @param boundMillis when they signed up
     */
    record Bound(
            String userId,
            String identity,
            long timeMillis,
            String referralId,
            String advocateId,
            String programId,
            String referralCode,
            long boundMillis)
            implements AccountFact {}

    /** The user was to be referred by that advocate, and it was refused. */
    record Refused(String userId, String identity, long timeMillis, String advocateId) implements AccountFact {}

    /**
     * The user's referral qualified.
     *
     * @param stands false: it did, and does no more
     */
    record Qualified(String userId, String identity, long timeMillis, String referralId, boolean stands)
            implements AccountFact {}

    /**
     * The user bought, or money went back.
     *
     * @param amountMinor minor units of the currency
     * @param refund what a cancellation of it names: the only one of its name among those of the user; null of a sale
     */
    record Paid(
            String userId,
            String identity,
            long timeMillis,
            Money kind,
            long amountMinor,
            String currency,
            String refund)
            implements AccountFact {

        /** Of what nobody cancels. */
        public Paid(String userId, String identity, long timeMillis, Money kind, long amountMinor, String currency) {
            this(userId, identity, timeMillis, kind, amountMinor, currency, null);
        }
    }

    /** A refund or a chargeback does not stand, whether or not it was told. */
    record Cancelled(String userId, String identity, long timeMillis, String refund) implements AccountFact {}

    /**
     * A reviewer said something of a referral that may be the user's.
     *
     * @param caseId the case that the reviewer saw
     * @param expectedVersion its version
     */
    record Reviewed(
            String userId,
            String identity,
            long timeMillis,
            String referralId,
            String caseId,
            long expectedVersion,
            Opinion opinion)
            implements AccountFact {}

    /** What a reviewer says of a referral. */
    enum Opinion {
        FRAUD,
        BENIGN,
        /** The referee does not belong to those that they are linked with. */
        NOT_LINKED
    }

    /** What became of money. */
    enum Money {
        SALE,
        REFUND,
        CHARGEBACK
    }
}
