package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.judgement.Judgement;
import dev.milepost.milestones.model.judgement.Judgements;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Origin;

/** Verdicts and reviews of referrals that there are not, by referral_id: each is a dead letter once none can come to be bound. */
final class JudgementDecider implements Decider<Judgements, JudgementNews, MilestoneRules> {

    private static final long serialVersionUID = 1L;

    static final String REASON = "referral_unknown";

    private final long latenessMillis;
    private final String operator;
    private transient Rows rows;

    /** Of the operator with that uid. */
    JudgementDecider(long latenessMillis, String operator) {
        this.latenessMillis = latenessMillis;
        this.operator = operator;
    }

    /** Writes what is remembered of a referral. */
    public static final class MemoryCodec extends Decided.DecidedCodec<Judgements> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new Judgements.StateCodec());
        }
    }

    @Override
    public Judgements empty() {
        return new Judgements();
    }

    @Override
    public Object about(JudgementNews news) {
        return news.judgement() == null ? "" : news.judgement().identity();
    }

    @Override
    public void take(
            Judgements state,
            String referral,
            Change<JudgementNews> change,
            long reachedMillis,
            long ruledMillis,
            MilestoneRules rules) {
        JudgementNews news = change.element();
        boolean removed = change.kind() == Change.Kind.REMOVE;
        if (news.judgement() == null) {
            state.bound(removed ? null : news.program());
        } else if (removed) {
            state.never(news.judgement());
        } else {
            state.judged(news.judgement());
        }
    }

    @Override
    public long nextTime(Judgements state, String referral, MilestoneRules rules) {
        long first = state.firstMillis();
        return first == Long.MAX_VALUE ? first : first + latenessMillis;
    }

    @Override
    public void decide(
            Judgements state,
            String referral,
            long timeMillis,
            long reachedMillis,
            MilestoneRules rules,
            Emission<?> out) {
        for (Judgement judgement : state.unfounded(timeMillis - latenessMillis)) {
            letter(referral, judgement, state.program(), out);
        }
    }

    private void letter(String referral, Judgement judgement, String program, Emission<?> out) {
        String detail = judgement.what() + " of referral " + referral + " of program " + judgement.program() + ": "
                + (program == null ? "there is no such referral" : "it is of program " + program);
        rows().put(
                        DeadLetters.identified(
                                operator + "/" + referral + "/" + judgement.identity(),
                                REASON,
                                detail,
                                judgement.stream(),
                                new Origin(judgement.origin(), judgement.partition(), judgement.position()),
                                judgement.eventId(),
                                judgement.timeMillis(),
                                judgement.knownAtMillis(),
                                judgement.json()),
                        out);
    }

    @Override
    public boolean isEmpty(Judgements state) {
        return state.isEmpty();
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
