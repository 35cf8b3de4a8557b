package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountBook;
import dev.milepost.fraud.model.account.AccountFact;
import dev.milepost.fraud.model.account.AccountNews;
import dev.milepost.fraud.model.account.AccountNews.Assessment;
import dev.milepost.fraud.model.account.AccountNews.Judged;
import dev.milepost.fraud.model.account.AccountNews.MoneyBack;
import dev.milepost.fraud.model.account.AccountNews.NotLinked;
import dev.milepost.fraud.model.account.AccountNews.OfIdentifier;
import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.account.AccountNews.Referred;
import dev.milepost.fraud.model.account.AccountNews.Refused;
import dev.milepost.fraud.model.account.AccountNews.Unreferred;
import dev.milepost.fraud.model.account.AccountState;
import dev.milepost.fraud.model.account.AccountStateCodec;
import dev.milepost.fraud.model.advocate.AdvocateFact;
import dev.milepost.fraud.model.identifier.Label;
import dev.milepost.fraud.model.learn.LabelSource;
import dev.milepost.fraud.model.lookup.RingFact;
import dev.milepost.fraud.model.outcome.OutcomeFact;
import dev.milepost.fraud.model.ring.RingEvent;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;

/** What is said of each user: sightings, labels and lookups to their identifiers, assessments to their advocates. */
final class AccountDecider implements Decider<AccountState, AccountFact, FraudRules> {

    private static final long serialVersionUID = 1L;

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<AccountState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new AccountStateCodec());
        }
    }

    @Override
    public AccountState empty() {
        return AccountState.empty();
    }

    @Override
    public Object about(AccountFact fact) {
        return fact.identity();
    }

    @Override
    public void take(
            AccountState state,
            String key,
            Change<AccountFact> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        AccountBook book = new AccountBook(key, state);
        if (change.kind() == Change.Kind.REMOVE) {
            book.retract(change.element());
        } else {
            book.accept(change.element());
        }
    }

    @Override
    public long nextTime(AccountState state, String key, FraudRules rules) {
        return new AccountBook(key, state).nextMillis();
    }

    @Override
    public void decide(
            AccountState state, String key, long timeMillis, long reachedMillis, FraudRules rules, Emission<?> out) {
        new AccountBook(key, state).decide(timeMillis, rules, news -> tell(news, out));
    }

    @Override
    public boolean isEmpty(AccountState state) {
        return state.isEmpty();
    }

    private static void tell(AccountNews news, Emission<?> out) {
        if (news instanceof OfIdentifier) {
            out.collect(Sides.IDENTIFIERS, Change.put(news));
        } else if (news instanceof Profile profile) {
            out.collect(Sides.ADVOCATES, Change.put(new AdvocateFact.Known(profile)));
        } else if (news instanceof Unreferred unreferred) {
            out.collect(Sides.ADVOCATES, Change.put(new AdvocateFact.Lost(unreferred)));
        } else if (news instanceof Referred referred) {
            out.collect(
                    Sides.RINGS,
                    Change.put(new RingFact.Happened(new RingEvent.Referred(
                            referred.advocateId(), referred.refereeId(), true, referred.timeMillis()))));
        } else if (news instanceof Refused refused) {
            out.collect(
                    Sides.RINGS,
                    Change.put(new RingFact.Happened(new RingEvent.Referred(
                            refused.advocateId(), refused.refereeId(), false, refused.timeMillis()))));
        } else if (news instanceof Judged judged) {
            out.collect(
                    Sides.RINGS,
                    Change.put(new RingFact.Happened(new RingEvent.Labelled(
                            judged.userId(), label(judged.label()), judged.timeMillis(), judged.sequence()))));
        } else if (news instanceof NotLinked notLinked) {
            out.collect(
                    Sides.RINGS,
                    Change.put(new RingFact.Happened(
                            new RingEvent.NotLinked(notLinked.userId(), notLinked.timeMillis()))));
        } else if (news instanceof MoneyBack back) {
            out.collect(
                    Sides.OUTCOMES,
                    Change.put(new OutcomeFact.MoneyBack(
                            back.referralId(), back.timeMillis(), back.refund(), source(back.kind()))));
        } else if (news instanceof Assessment assessment) {
            out.collect(
                    Sides.RINGS,
                    Change.put(new RingFact.Asked(
                            assessment.subject().assessmentId(),
                            assessment.subject().refereeId(),
                            assessment.subject().advocateId(),
                            assessment.timeMillis())));
            out.collect(Sides.ADVOCATES, Change.put(new AdvocateFact.Asked(assessment)));
        }
    }

    private static LabelSource source(AccountFact.Money kind) {
        if (kind == null) {
            return null;
        }
        return kind == AccountFact.Money.CHARGEBACK ? LabelSource.CHARGEBACK : LabelSource.REFUND;
    }

    private static RingEvent.Label label(Label label) {
        if (label == null) {
            return RingEvent.Label.NONE;
        }
        return label.fraud() ? RingEvent.Label.FRAUD : RingEvent.Label.BENIGN;
    }
}
