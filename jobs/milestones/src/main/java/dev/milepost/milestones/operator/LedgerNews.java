package dev.milepost.milestones.operator;

import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.ledger.LedgerFact;
import dev.milepost.milestones.model.ledger.LedgerFactCodec;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A fact for the ledger of a program. */
public record LedgerNews(String program, LedgerFact fact) {

    /** Writes it; for streams, not for state. */
    public static final class NewsCodec implements Codec<LedgerNews> {

        private static final long serialVersionUID = 1L;

        private final LedgerFactCodec facts = new LedgerFactCodec();

        @Override
        public int version() {
            return facts.version();
        }

        @Override
        public void write(LedgerNews news, DataOutput out) throws IOException {
            writeText(news.program, out);
            facts.write(news.fact, out);
        }

        @Override
        public LedgerNews read(int version, DataInput in) throws IOException {
            String program = readName(in);
            return new LedgerNews(program, facts.read(version, in));
        }
    }
}
