package dev.milepost.milestones.operator;

import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.ask.AskFact;
import dev.milepost.milestones.model.ask.AskFactCodec;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A fact for the asks of a user. */
public record AskNews(String user, AskFact fact) {

    /** Writes it; for streams, not for state. */
    public static final class NewsCodec implements Codec<AskNews> {

        private static final long serialVersionUID = 1L;

        private final AskFactCodec facts = new AskFactCodec();

        @Override
        public int version() {
            return facts.version();
        }

        @Override
        public void write(AskNews news, DataOutput out) throws IOException {
            writeText(news.user, out);
            facts.write(news.fact, out);
        }

        @Override
        public AskNews read(int version, DataInput in) throws IOException {
            return new AskNews(readName(in), facts.read(version, in));
        }
    }
}
