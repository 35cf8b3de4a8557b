package dev.milepost.fraud.model.advocate;

import dev.milepost.fraud.model.account.AccountNews.Assessment;
import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.account.AccountNews.Unreferred;
import dev.milepost.fraud.model.signal.Component;
import dev.milepost.fraud.model.signal.IdentifierEvidence;

/** What an advocate's room hears of: each counts at its event time. */
public sealed interface AdvocateFact {

    String advocateId();

    long timeMillis();

    /** The only one of its name. */
    String id();

    /** By what the advocate may be told. */
    record Known(Profile profile) implements AdvocateFact {

        @Override
        public String advocateId() {
            return profile.userId();
        }

        @Override
        public long timeMillis() {
            return profile.timeMillis();
        }

        @Override
        public String id() {
            return "profile";
        }
    }

    /** A referral is another's. */
    record Lost(Unreferred referral) implements AdvocateFact {

        @Override
        public String advocateId() {
            return referral.advocateId();
        }

        @Override
        public long timeMillis() {
            return referral.timeMillis();
        }

        @Override
        public String id() {
            return referral.referralId();
        }
    }

    /** What one of the referee's identifiers answers. */
    record Answered(String advocateId, String assessmentId, long timeMillis, IdentifierEvidence evidence)
            implements AdvocateFact {

        @Override
        public String id() {
            return assessmentId + "/" + evidence.kind() + ":" + evidence.hash();
        }
    }

    /** What the rings answer. */
    record Linked(String advocateId, String assessmentId, long timeMillis, Component component)
            implements AdvocateFact {

        @Override
        public String id() {
            return assessmentId;
        }
    }

    /** A referral is to be assessed. */
    record Asked(Assessment assessment) implements AdvocateFact {

        @Override
        public String advocateId() {
            return assessment.subject().advocateId();
        }

        @Override
        public long timeMillis() {
            return assessment.timeMillis();
        }

        @Override
        public String id() {
            return assessment.subject().assessmentId();
        }
    }
}
