package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.ledger.LedgerEntry;
import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import dev.milepost.milestones.model.ledger.LedgerFact.Source;
import dev.milepost.milestones.model.ledger.LedgerSettings;
import dev.milepost.milestones.model.ledger.LedgerState;
import dev.milepost.milestones.model.ledger.LedgerStateCodec;
import dev.milepost.milestones.model.ledger.ProgramLedger;
import dev.milepost.milestones.model.ledger.RewardRow;
import dev.milepost.milestones.model.ledger.Terms;
import dev.milepost.milestones.model.ledger.Told;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Reward;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.row.LedgerRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The ledger of each program: rows of ledger and rewards, and dead_letters of payouts that fit no reward. */
final class LedgerDecider implements Decider<LedgerState, LedgerNews, MilestoneRules> {

    private static final long serialVersionUID = 1L;

    private static final String SKIPPED = "SKIPPED";

    private final LedgerSettings settings;
    private final String operator;
    private transient Rows rows;

    /** Of the operator with that uid. */
    LedgerDecider(LedgerSettings settings, String operator) {
        this.settings = settings;
        this.operator = operator;
    }

    /** Writes what is remembered of a program. */
    public static final class MemoryCodec extends Decided.DecidedCodec<LedgerState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new LedgerStateCodec());
        }
    }

    @Override
    public LedgerState empty() {
        return LedgerState.empty();
    }

    private ProgramLedger ledger(LedgerState state, String program) {
        return new ProgramLedger(program, settings, state);
    }

    private static Terms terms(String program, MilestoneRules rules) {
        return rules.terms(program);
    }

    @Override
    public Object about(LedgerNews news) {
        return news.fact().about();
    }

    @Override
    public void take(
            LedgerState state,
            String program,
            Change<LedgerNews> change,
            long reachedMillis,
            long ruledMillis,
            MilestoneRules rules) {
        LedgerNews news = change.element();
        if (change.kind() == Change.Kind.REMOVE) {
            // When that is known, the time that the stream has reached tells: a removal has no time of its own.
            ledger(state, program).retract(news.fact(), Long.MIN_VALUE);
        } else {
            ledger(state, program).accept(news.fact());
        }
    }

    @Override
    public long nextTime(LedgerState state, String program, MilestoneRules rules) {
        return ledger(state, program).nextTimer(terms(program, rules));
    }

    @Override
    public void decide(
            LedgerState state,
            String program,
            long timeMillis,
            long reachedMillis,
            MilestoneRules rules,
            Emission<?> out) {
        Told told = ledger(state, program).advanceTo(timeMillis, terms(program, rules), reachedMillis);
        Map<String, RewardRow> rewards = new HashMap<>();
        told.rows().forEach(reward -> rewards.put(reward.rewardId(), reward));
        for (LedgerEntry entry : told.entries()) {
            rows().put(row(program, entry, rewards.get(entry.rewardId())), out);
        }
        told.rows().forEach(reward -> rows().put(row(reward, rules), out));
        told.refused().forEach(refused -> refused(program, refused, out));
    }

    private static LedgerRow row(String program, LedgerEntry entry, RewardRow reward) {
        LedgerRow row = new LedgerRow();
        row.setProgramId(program);
        row.setBeneficiaryId(reward.beneficiary());
        row.setRewardId(entry.rewardId());
        row.setEntryId(entry.entryId());
        row.setStep(entry.step().name());
        row.setSide(word(reward.side()));
        row.setKind(word(reward.kind()));
        row.setAmountMinor(entry.amountMinor());
        row.setCurrency(entry.currency());
        row.setEffectiveAt(Instant.ofEpochMilli(entry.effectiveAtMillis()));
        row.setKnownAt(Instant.ofEpochMilli(entry.knownAtMillis()));
        row.setCauseEventId(entry.causeId());
        row.setReason(entry.reason());
        row.setLateCorrection(entry.lateCorrection());
        row.setSequence(entry.sequence());
        return row;
    }

    private static dev.milepost.schemas.row.RewardRow row(RewardRow reward, MilestoneRules rules) {
        dev.milepost.schemas.row.RewardRow row = new dev.milepost.schemas.row.RewardRow();
        row.setProgramId(reward.program());
        row.setBeneficiaryId(reward.beneficiary() == null ? "" : reward.beneficiary());
        row.setRewardId(reward.rewardId());
        row.setSide(word(reward.side()));
        row.setRuleId(reward.rule());
        row.setVersion(reward.version());
        row.setSubjectKind(subjectKind(reward, rules));
        row.setSubjectId(reward.subject());
        row.setOccurrence(reward.occurrence());
        row.setAdvocateId(reward.advocate() == null ? "" : reward.advocate());
        row.setReferralIds(reward.referrals());
        row.setKind(word(reward.kind()));
        row.setState(reward.state() == null ? SKIPPED : reward.state().name());
        row.setReason(reward.reason());
        row.setAmountMinor(reward.earnedMinor());
        row.setOwedMinor(reward.owedMinor());
        row.setCurrency(reward.currency());
        row.setEarnedAt(Instant.ofEpochMilli(reward.earnedAtMillis()));
        row.setHoldUntil(instant(reward.holdEndsMillis()));
        row.setExpiresAt(instant(reward.expiresMillis()));
        row.setUpdatedAt(Instant.ofEpochMilli(reward.updatedAtMillis()));
        row.setLateCorrection(reward.lateCorrection());
        return row;
    }

    private static String subjectKind(RewardRow row, MilestoneRules rules) {
        for (ProgramVersion version : rules.versions(row.program())) {
            for (Reward reward : version.rewards()) {
                if (version.version() == row.version() && reward.id().equals(row.rule())) {
                    return word(reward.per());
                }
            }
        }
        return "";
    }

    private static Instant instant(long millis) {
        return millis == Long.MAX_VALUE ? null : Instant.ofEpochMilli(millis);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void refused(String program, Told.RefusedPayout refused, Emission<?> out) {
        Payout payout = refused.payout();
        Source source = payout.source();
        rows().put(
                        DeadLetters.identified(
                                operator + "/" + program + "/" + payout.id() + "@" + payout.timeMillis(),
                                "payout_refused",
                                "payout of reward " + payout.rewardId() + ": " + refused.reason(),
                                Streams.PAYOUTS,
                                new Origin(source.name(), source.partition(), source.position()),
                                payout.id(),
                                payout.timeMillis(),
                                payout.knownAtMillis(),
                                source.json()),
                        out);
    }

    @Override
    public boolean isEmpty(LedgerState state) {
        // A ledger is never forgotten: it knows up to when its decisions are told.
        return false;
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
