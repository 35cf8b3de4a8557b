package dev.milepost.milestones.operator;

import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.judgement.Judgement;
import dev.milepost.milestones.model.judgement.Judgements;
import dev.milepost.milestones.model.judgement.Judgements.Binding;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Of a referral: how it is bound, or what is said of it.
 *
 * @param binding null where it is not bound, and of what is said
 * @param judgement null: it is about the binding
 */
public record JudgementNews(String referralId, Binding binding, Judgement judgement) {

    static JudgementNews of(Bound bound) {
        return new JudgementNews(
                bound.referralId(),
                bound.stands() ? new Binding(bound.program(), bound.advocateId(), bound.userId()) : null,
                null);
    }

    static JudgementNews of(String referralId, Judgement judgement) {
        return new JudgementNews(referralId, null, judgement);
    }

    /** Writes it; for streams, not for state. */
    public static final class NewsCodec implements Codec<JudgementNews> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(JudgementNews news, DataOutput out) throws IOException {
            writeText(news.referralId, out);
            Judgements.StateCodec.writeBinding(news.binding, out);
            out.writeBoolean(news.judgement != null);
            if (news.judgement != null) {
                Judgements.StateCodec.writeJudgement(news.judgement, out);
            }
        }

        @Override
        public JudgementNews read(int version, DataInput in) throws IOException {
            return new JudgementNews(
                    readText(in),
                    Judgements.StateCodec.readBinding(in),
                    in.readBoolean() ? Judgements.StateCodec.readJudgement(in) : null);
        }
    }
}
