package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountFact;
import dev.milepost.fraud.model.account.AccountNews;
import dev.milepost.fraud.model.account.AccountState;
import dev.milepost.fraud.model.advocate.AdvocateFact;
import dev.milepost.fraud.model.advocate.AdvocateState;
import dev.milepost.fraud.model.advocate.Domains;
import dev.milepost.fraud.model.desk.CaseDesk;
import dev.milepost.fraud.model.desk.CaseFact;
import dev.milepost.fraud.model.learn.Example;
import dev.milepost.fraud.model.lookup.IdentifierDesk;
import dev.milepost.fraud.model.lookup.RingDesk;
import dev.milepost.fraud.model.lookup.RingFact;
import dev.milepost.fraud.model.outcome.LearnerDesk;
import dev.milepost.fraud.model.outcome.OutcomeDesk;
import dev.milepost.fraud.model.outcome.OutcomeFact;
import dev.milepost.fraud.model.score.WeightVersions;
import dev.milepost.fraud.model.segment.SegmentDesk;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.verdict.VerdictDesk;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.DecisionOperator;
import dev.milepost.runtime.fold.FoldSettings;

/** Each operator of fraud: its decider, and how its state is written. */
public final class FraudDecisions {

    private final ProgramCatalog programs;
    private final FoldSettings settings;
    private final Domains domains;

    /**
     * @param programs the programs' versions at the start
     * @param domains classes of e-mail domains
     */
    public FraudDecisions(ProgramCatalog programs, FoldSettings settings, Domains domains) {
        this.programs = programs;
        this.settings = settings;
        this.domains = domains;
    }

    /** What is said of each user. */
    public DecisionOperator<AccountState, AccountFact, FraudRules> accounts() {
        return new DecisionOperator<>(
                new AccountDecider(), new AccountDecider.MemoryCodec(), ProgramLanguage.rules(programs), settings);
    }

    /** What each identifier knows. */
    public DecisionOperator<IdentifierDesk.State, AccountNews, FraudRules> identifiers() {
        return new DecisionOperator<>(
                new IdentifierDecider(),
                new IdentifierDecider.MemoryCodec(),
                ProgramLanguage.rules(programs),
                settings);
    }

    /** Who is linked with whom. */
    public DecisionOperator<RingDesk.State, RingFact, FraudRules> rings() {
        return new DecisionOperator<>(
                new RingDecider(), new RingDecider.MemoryCodec(), ProgramLanguage.rules(programs), settings);
    }

    /** The evidence of each advocate's referrals. */
    public DecisionOperator<AdvocateState, AdvocateFact, FraudRules> advocates() {
        return new DecisionOperator<>(
                new AdvocateDecider(domains),
                new AdvocateDecider.MemoryCodec(),
                ProgramLanguage.rules(programs),
                settings);
    }

    /** What is usual, and how unusual each referral is. */
    public DecisionOperator<SegmentDesk.State, Evidence, FraudRules> segments() {
        return new DecisionOperator<>(
                new SegmentDecider(), new SegmentDecider.MemoryCodec(), ProgramLanguage.rules(programs), settings);
    }

    /** What became of each referral. */
    public DecisionOperator<OutcomeDesk.State, OutcomeFact, FraudRules> outcomes() {
        return new DecisionOperator<>(
                new OutcomeDecider(), new OutcomeDecider.MemoryCodec(), ProgramLanguage.rules(programs), settings);
    }

    /** The weights, by what became of referrals. */
    public DecisionOperator<LearnerDesk.State, Example, FraudRules> learner() {
        return new DecisionOperator<>(
                new LearnerDecider(), new LearnerDecider.MemoryCodec(), ProgramLanguage.rules(programs), settings);
    }

    /** The verdicts, by weights. */
    public DecisionOperator<VerdictDesk.State, Signalled, WeightVersions> verdicts() {
        return new DecisionOperator<>(
                new VerdictDecider(), new VerdictDecider.MemoryCodec(), WeightLanguage.rules(), settings);
    }

    /**
     * The cases of each program.
     *
     * @param uid of the operator, which its dead letters name
     */
    public DecisionOperator<CaseDesk.State, CaseFact, FraudRules> cases(String uid) {
        return new DecisionOperator<>(
                new CaseDecider(uid), new CaseDecider.MemoryCodec(), ProgramLanguage.rules(programs), settings);
    }
}
