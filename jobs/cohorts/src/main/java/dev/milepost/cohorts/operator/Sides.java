package dev.milepost.cohorts.operator;

import dev.milepost.cohorts.model.CellChange;
import dev.milepost.cohorts.model.CellCodecs;
import dev.milepost.cohorts.model.CustomerEvent;
import dev.milepost.cohorts.model.CustomerEventCodec;
import dev.milepost.cohorts.model.PromptCodecs;
import dev.milepost.cohorts.model.PromptEvent;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Change.ChangeCodec;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of the streams between the operators of cohorts. */
public final class Sides {

    public static final TypeInformation<Change<CustomerEvent>> CUSTOMER_CHANGES = changes(new CustomerEventCodec());
    public static final TypeInformation<Change<PromptEvent>> PROMPT_CHANGES = changes(new PromptCodecs.EventCodec());
    public static final TypeInformation<CellChange> CELL_CHANGES =
            CodecTypeInfo.of(CellChange.class, new CellCodecs.ChangeCodec());

    private Sides() {}

    private static <E> TypeInformation<Change<E>> changes(Codec<E> elements) {
        return CodecTypeInfo.of(Change.class, new ChangeCodec<>(elements));
    }
}
