package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionState;
import dev.milepost.attribution.model.AttributionStateCodec;
import dev.milepost.attribution.model.CodeState;
import dev.milepost.attribution.model.CodeStateCodec;
import dev.milepost.attribution.model.EvidenceState;
import dev.milepost.attribution.model.EvidenceStateCodec;
import dev.milepost.attribution.model.InviteState;
import dev.milepost.attribution.model.InviteStateCodec;
import dev.milepost.attribution.model.VisitorState;
import dev.milepost.attribution.model.VisitorStateCodec;
import dev.milepost.runtime.fold.FoldMemoryCodec;

/** The codecs of the folds' memories, each a class that a savepoint can name. */
public final class Memories {

    private Memories() {}

    /** Of an anonymous_id. */
    public static final class VisitorMemoryCodec extends FoldMemoryCodec<VisitorState> {

        private static final long serialVersionUID = 1L;

        public VisitorMemoryCodec() {
            super(new VisitorStateCodec());
        }
    }

    /** Of a user, as referee and advocate. */
    public static final class EvidenceMemoryCodec extends FoldMemoryCodec<EvidenceState> {

        private static final long serialVersionUID = 1L;

        public EvidenceMemoryCodec() {
            super(new EvidenceStateCodec());
        }
    }

    /** Of an e-mail hash. */
    public static final class InviteMemoryCodec extends FoldMemoryCodec<InviteState> {

        private static final long serialVersionUID = 1L;

        public InviteMemoryCodec() {
            super(new InviteStateCodec());
        }
    }

    /** Of a referral code. */
    public static final class CodeMemoryCodec extends FoldMemoryCodec<CodeState> {

        private static final long serialVersionUID = 1L;

        public CodeMemoryCodec() {
            super(new CodeStateCodec());
        }
    }

    /** Of a user, as buyer. */
    public static final class AttributionMemoryCodec extends FoldMemoryCodec<AttributionState> {

        private static final long serialVersionUID = 1L;

        public AttributionMemoryCodec() {
            super(new AttributionStateCodec());
        }
    }
}
