package dev.milepost.schemas;

import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.schemas.event.AskFact;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.ClockTick;
import dev.milepost.schemas.event.CustomerFact;
import dev.milepost.schemas.event.Erasure;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.Trace;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.CohortCellRow;
import dev.milepost.schemas.row.CohortSizeRow;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.CreditRow;
import dev.milepost.schemas.row.CustomerRow;
import dev.milepost.schemas.row.CustomerValueRow;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.EventRow;
import dev.milepost.schemas.row.ExperimentArmRow;
import dev.milepost.schemas.row.ExperimentResultRow;
import dev.milepost.schemas.row.ExposureRow;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.FraudCaseRow;
import dev.milepost.schemas.row.FraudReasonRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.schemas.row.FraudWeightRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.MilestoneRow;
import dev.milepost.schemas.row.ProgramRow;
import dev.milepost.schemas.row.ProgressRow;
import dev.milepost.schemas.row.RewardRow;
import dev.milepost.schemas.row.RingRow;
import dev.milepost.schemas.row.TouchRow;
import dev.milepost.schemas.topic.Ask;
import dev.milepost.schemas.topic.LedgerEntry;
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
            Payout.class,
            Review.class,
            AppliedProgram.class,
            FraudVerdict.class,
            Erasure.class,
            JourneyEvent.class,
            JourneyFact.class,
            Trace.class,
            CustomerFact.class,
            AskFact.class,
            EventRow.class,
            TouchRow.class,
            IdentityRow.class,
            BindingRow.class,
            ConversionRow.class,
            CreditRow.class,
            DeadLetterRow.class,
            ProgressRow.class,
            MilestoneRow.class,
            AskRow.class,
            ExposureRow.class,
            RewardRow.class,
            LedgerRow.class,
            ProgramRow.class,
            FraudVerdictRow.class,
            FraudReasonRow.class,
            FraudCaseRow.class,
            FraudCaseEventRow.class,
            RingRow.class,
            FraudWeightRow.class,
            CohortSizeRow.class,
            CohortCellRow.class,
            CustomerRow.class,
            CustomerValueRow.class,
            ExperimentArmRow.class,
            ExperimentResultRow.class,
            Ask.class,
            LedgerEntry.class);

    private Contracts() {}

    static Schema schemaOf(Class<? extends SpecificRecord> type) {
        return SpecificData.get().getSchema(type);
    }
}
