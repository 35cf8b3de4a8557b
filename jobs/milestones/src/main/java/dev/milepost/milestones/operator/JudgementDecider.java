package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.judgement.Judgement;
import dev.milepost.milestones.model.judgement.Judgements;
import dev.milepost.milestones.model.judgement.Judgements.Binding;
import dev.milepost.milestones.model.judgement.Judgements.Steps;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.event.JourneyEvent;
import java.time.Instant;

/**
 * What is said of referrals, by referral_id. What a person has decided, and a verdict that blocks by the program's version of its
 * time, is a step of the referral, a row of journey. Verdicts and reviews of referrals that there are not are dead letters, once none can come to be bound.
 */
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
            state.bound(removed ? null : news.binding());
        } else if (removed) {
            state.never(news.judgement());
        } else {
            state.judged(news.judgement());
        }
    }

    @Override
    public long nextTime(Judgements state, String referral, MilestoneRules rules) {
        return state.nextMillis(latenessMillis, judgement -> step(judgement, rules) != null);
    }

    @Override
    public void decide(
            Judgements state,
            String referral,
            long timeMillis,
            long reachedMillis,
            MilestoneRules rules,
            Emission<?> out) {
        state.tell(timeMillis, judgement -> step(judgement, rules) != null, new Steps() {
            @Override
            public void told(Binding of, Judgement judgement) {
                rows().put(row(referral, of, judgement), out);
            }

            @Override
            public void takenBack(Binding of, Judgement judgement) {
                rows().delete(row(referral, of, judgement), out);
            }
        });
        for (Judgement judgement : state.unfounded(timeMillis - latenessMillis)) {
            if (!judgement.what().equals(Judgement.OF_STAGE)) {
                letter(referral, judgement, state.program(), out);
            }
        }
    }

    /** As which step of its referral it is told; null: as none. */
    private static String step(Judgement judgement, MilestoneRules rules) {
        if (judgement.isDecision()) {
            return decision(judgement);
        }
        if (judgement.blockScore() == Judgement.NONE) {
            return null;
        }
        ProgramVersion version = rules.version(judgement.program(), judgement.timeMillis());
        boolean blocks = version != null
                && version.review() != null
                && judgement.blockScore() >= version.review().blockOver();
        return blocks ? Names.REFERRAL_BLOCKED : null;
    }

    private static String decision(Judgement judgement) {
        return judgement.rejects() ? Names.REFERRAL_REJECTED : Names.REFERRAL_APPROVED;
    }

    private static JourneyEvent row(String referral, Binding of, Judgement judgement) {
        String name = judgement.isDecision() ? decision(judgement) : Names.REFERRAL_BLOCKED;
        return new JourneyEvent(
                of.referee(),
                name + "/" + referral + "/" + judgement.eventId() + "@" + judgement.timeMillis(),
                name,
                Instant.ofEpochMilli(judgement.timeMillis()),
                referral,
                of.advocate(),
                of.program(),
                judgement.eventId());
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
