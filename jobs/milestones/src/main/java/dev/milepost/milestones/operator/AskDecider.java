package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.ask.AskBook;
import dev.milepost.milestones.model.ask.AskFact;
import dev.milepost.milestones.model.ask.AskMilestone;
import dev.milepost.milestones.model.ask.AskRow;
import dev.milepost.milestones.model.ask.AskState;
import dev.milepost.milestones.model.ask.AskStateCodec;
import dev.milepost.milestones.model.ask.Asked;
import dev.milepost.milestones.model.ask.Decision;
import dev.milepost.milestones.model.ask.Exposure;
import dev.milepost.milestones.model.ask.ReferralRisk;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.row.ExposureRow;
import java.time.Instant;
import java.util.Locale;

/** The asks of each user: rows of asks and exposures; to the rooms after them which went out, and who is in which arm. */
final class AskDecider implements Decider<AskState, AskNews, MilestoneRules> {

    private static final long serialVersionUID = 1L;

    private final long latenessMillis;
    private final String link;
    private transient Rows rows;

    /**
     * @param link what the link of a code begins with; null: nobody has said
     */
    AskDecider(long latenessMillis, String link) {
        this.latenessMillis = latenessMillis;
        this.link = link;
    }

    /** Writes what is remembered of a user's asks. */
    public static final class MemoryCodec extends Decided.DecidedCodec<AskState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new AskStateCodec());
        }
    }

    @Override
    public AskState empty() {
        return AskState.empty();
    }

    private AskBook book(AskState state, String user) {
        return new AskBook(user, latenessMillis, state);
    }

    @Override
    public Object about(AskNews news) {
        return news.fact().about();
    }

    @Override
    public void take(
            AskState state,
            String user,
            Change<AskNews> change,
            long reachedMillis,
            long ruledMillis,
            MilestoneRules rules) {
        AskFact fact = change.element().fact();
        if (change.kind() == Change.Kind.REMOVE) {
            book(state, user).retract(fact);
        } else if (!(fact instanceof ReferralRisk risk) || isAskedFor(risk, ruledMillis, rules)) {
            book(state, user).accept(fact, reachedMillis);
        }
    }

    /** Now, or by a program of its time that is still to come. */
    private static boolean isAskedFor(ReferralRisk risk, long ruledMillis, MilestoneRules rules) {
        return risk.timeMillis() >= rules.riskAskedFromMillis() || risk.timeMillis() > ruledMillis;
    }

    @Override
    public long nextTime(AskState state, String user, MilestoneRules rules) {
        return book(state, user).nextTimer();
    }

    @Override
    public void decide(
            AskState state, String user, long timeMillis, long reachedMillis, MilestoneRules rules, Emission<?> out) {
        Asked asked = book(state, user).advanceTo(timeMillis, rules, reachedMillis);
        for (AskRow row : asked.rows()) {
            rows().put(record(row), out);
            if (row.decision() == Decision.ASKED && row.turn() > 0) {
                out.collect(Sides.ASKED, Change.put(AskFacts.asked(row)));
            }
        }
        for (Exposure exposure : asked.exposures()) {
            rows().put(record(exposure), out);
            out.collect(Sides.ASKED, Change.put(AskFacts.exposed(exposure)));
        }
    }

    private dev.milepost.schemas.row.AskRow record(AskRow ask) {
        dev.milepost.schemas.row.AskRow row = new dev.milepost.schemas.row.AskRow();
        row.setProgramId(ask.program());
        row.setUserId(ask.user());
        row.setAskId(ask.askId());
        row.setDecision(ask.decision().name().toLowerCase(Locale.ROOT));
        row.setReason(ask.reason());
        row.setMilestoneId(ask.ask());
        row.setOccurrence(Long.toString(ask.occurrence()));
        row.setVersion(ask.version());
        row.setCategory(ask.category());
        row.setExperimentId(ask.experiment());
        row.setArm(ask.arm());
        row.setGuardValues(ask.values());
        row.setMilestoneTime(Instant.ofEpochMilli(ask.milestoneMillis()));
        row.setDecidedAt(Instant.ofEpochMilli(ask.decidedAtMillis()));
        row.setKnownAt(Instant.ofEpochMilli(ask.knownAtMillis()));
        row.setSendAt(ask.decision() == Decision.ASKED ? Instant.ofEpochMilli(ask.sendAtMillis()) : null);
        row.setChannel(ask.channel());
        row.setTemplate(ask.template());
        row.setCauseEventId(ask.causeId());
        row.setLateCorrection(ask.lateCorrection());
        row.setValueMinor(ask.amountMinor());
        AskMilestone.Value value = ask.value();
        boolean isMoney = ask.amountMinor() != null || (value != null && value.isMoney());
        row.setCurrency(isMoney && ask.currency() != null ? ask.currency() : "");
        row.setValue(value == null ? null : value.number());
        row.setValueField(value == null ? "" : value.field());
        row.setReferralCode(ask.referralCode());
        row.setLink(ask.referralCode() == null || link == null ? null : link + ask.referralCode());
        row.setTurn((long) ask.turn());
        return row;
    }

    private static ExposureRow record(Exposure exposure) {
        ExposureRow row = new ExposureRow();
        row.setExperimentId(exposure.experiment());
        row.setUserId(exposure.user());
        row.setProgramId(exposure.program());
        row.setMilestoneId(exposure.ask());
        row.setAskId(exposure.askId());
        row.setArm(exposure.arm());
        row.setExposedAt(Instant.ofEpochMilli(exposure.exposedAtMillis()));
        return row;
    }

    @Override
    public boolean isEmpty(AskState state) {
        return state.isEmpty();
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
