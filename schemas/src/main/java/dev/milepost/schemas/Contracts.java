package dev.milepost.schemas;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.ClockTick;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.CreditRow;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.EventRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.schemas.row.ProgressRow;
import dev.milepost.schemas.row.TouchRow;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Every generated record class: the list that the registries are made from. */
final class Contracts {

    static final List<Class<? extends SpecificRecord>> ALL = List.of(
            Click.class,
            Signup.class,
            Purchase.class,
            UserAttributes.class,
            ClockTick.class,
            JourneyEvent.class,
            EventRow.class,
            TouchRow.class,
            IdentityRow.class,
            BindingRow.class,
            ConversionRow.class,
            CreditRow.class,
            DeadLetterRow.class,
            ProgressRow.class);

    private Contracts() {}

    static Schema schemaOf(Class<? extends SpecificRecord> type) {
        return SpecificData.get().getSchema(type);
    }
}
