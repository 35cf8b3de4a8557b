package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.milestones.model.people.PersonEventCodec;
import dev.milepost.milestones.model.people.Told;
import dev.milepost.milestones.model.people.ToldCodec;
import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Change.ChangeCodec;
import dev.milepost.schemas.event.AskFact;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The types of the streams between the operators of milestones. */
public final class Sides {

    public static final TypeInformation<Change<PersonEvent>> PERSON_CHANGES = changes(new PersonEventCodec());
    public static final TypeInformation<Change<Told>> TOLD_CHANGES = changes(new ToldCodec());

    public static final TypeInformation<Change<AskNews>> ASK_CHANGES = changes(new AskNews.NewsCodec());
    public static final TypeInformation<Change<LedgerNews>> LEDGER_CHANGES = changes(new LedgerNews.NewsCodec());

    public static final TypeInformation<Change<JudgementNews>> JUDGEMENT_CHANGES =
            changes(new JudgementNews.NewsCodec());

    public static final OutputTag<Change<AskNews>> ASKS = new OutputTag<>("asks", ASK_CHANGES);
    public static final OutputTag<Change<PersonEvent>> PERSONS = new OutputTag<>("persons", PERSON_CHANGES);
    public static final OutputTag<Change<LedgerNews>> REWARDS = new OutputTag<>("rewards", LEDGER_CHANGES);

    public static final OutputTag<Change<JudgementNews>> JUDGEMENTS = new OutputTag<>("judgements", JUDGEMENT_CHANGES);

    /** The stream {@code asked}. */
    public static final OutputTag<Change<AskFact>> ASKED = new OutputTag<>("asked", changes(new AvroCodec<AskFact>()));

    private Sides() {}

    private static <E> TypeInformation<Change<E>> changes(Codec<E> elements) {
        return CodecTypeInfo.of(Change.class, new ChangeCodec<>(elements));
    }
}
