package dev.milepost.experiments.operator;

import dev.milepost.experiments.model.RefereeCodecs;
import dev.milepost.experiments.model.RefereeEvent;
import dev.milepost.experiments.model.UnitChange;
import dev.milepost.experiments.model.UnitCodecs;
import dev.milepost.experiments.model.UnitEvent;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Change.ChangeCodec;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of the streams between the operators of experiments. */
public final class Sides {

    public static final TypeInformation<Change<RefereeEvent>> REFEREE_CHANGES = changes(new RefereeCodecs.EventCodec());
    public static final TypeInformation<Change<UnitEvent>> USER_CHANGES = changes(new UnitCodecs.EventCodec());
    public static final TypeInformation<UnitChange> UNIT_CHANGES =
            CodecTypeInfo.of(UnitChange.class, new UnitCodecs.ChangeCodec());

    private Sides() {}

    private static <E> TypeInformation<Change<E>> changes(Codec<E> elements) {
        return CodecTypeInfo.of(Change.class, new ChangeCodec<>(elements));
    }
}
