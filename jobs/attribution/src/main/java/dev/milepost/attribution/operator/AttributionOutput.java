package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionFact;
import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Bindings;
import dev.milepost.attribution.model.AttributionFact.Conversion;
import dev.milepost.attribution.model.AttributionFact.Credit;
import dev.milepost.attribution.model.AttributionFact.Credited;
import dev.milepost.attribution.model.AttributionFact.Refused;
import dev.milepost.attribution.model.AttributionFact.Step;
import dev.milepost.attribution.model.AttributionFact.Steps;
import dev.milepost.attribution.model.AttributionModel;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.CreditRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/** Tells what is found of a user: rows of bindings, journey, conversions, credits and dead_letters. */
final class AttributionOutput implements FoldOutput<UserFact, AttributionModel.Key, AttributionFact, Row> {

    private static final long serialVersionUID = 1L;

    private static final int WEIGHT_SCALE = 9;
    private static final String NO_CHANNEL = "(none)";

    private transient Rows rows;

    @Override
    public void changed(AttributionModel.Key key, AttributionFact before, AttributionFact after, Emission<Row> out) {
        rows().replace(records(out.key(), before), records(out.key(), after), out);
    }

    @Override
    public void refused(UserFact event, Outcome.Kind why, Emission<Row> out) {
        rows().put(Refusals.of(event, why, "attribution", out.key()), out);
    }

    private static List<SpecificRecord> records(String userId, AttributionFact fact) {
        List<SpecificRecord> records = new ArrayList<>();
        if (fact instanceof Bindings bindings) {
            bindings.rows().forEach(binding -> records.add(record(binding)));
        } else if (fact instanceof Steps steps) {
            steps.steps().forEach(step -> records.add(record(userId, step)));
        } else if (fact instanceof Credited credited) {
            Conversion conversion = credited.conversion();
            records.add(record(userId, conversion));
            credited.credits().forEach(credit -> records.add(record(userId, conversion, credit)));
        } else if (fact instanceof Refused refused) {
            records.add(Refusals.of(refused));
        }
        return records;
    }

    private static BindingRow record(Binding binding) {
        return BindingRow.newBuilder()
                .setRefereeId(binding.referee())
                .setReferralId(binding.referralId())
                .setAdvocateId(binding.advocate() == null ? "" : binding.advocate())
                .setCode(binding.code())
                .setProgramId(binding.program())
                .setEvidence(binding.evidence().name().toLowerCase(Locale.ROOT))
                .setTouchId(binding.touchId())
                .setStatus(binding.refusal() == null ? "bound" : "refused")
                .setRefusal(
                        binding.refusal() == null
                                ? ""
                                : binding.refusal().name().toLowerCase(Locale.ROOT))
                .setBoundTime(Instant.ofEpochMilli(binding.boundMillis()))
                .build();
    }

    private static JourneyEvent record(String userId, Step step) {
        return JourneyEvent.newBuilder()
                .setUserId(userId)
                .setJourneyId(step.name() + "/" + step.referralId())
                .setName(step.name())
                .setEventTime(Instant.ofEpochMilli(step.timeMillis()))
                .setReferralId(step.referralId())
                .setAdvocateId(step.advocate())
                .setProgramId(step.program())
                .setCauseEventId(step.causeEventId())
                .build();
    }

    private static ConversionRow record(String userId, Conversion conversion) {
        return ConversionRow.newBuilder()
                .setUserId(userId)
                .setConversionId(conversion.conversionId())
                .setKind(conversion.kind())
                .setOrderId(conversion.orderId())
                .setIsFirst(conversion.first())
                .setAmountMinor(conversion.netMinor())
                .setGrossMinor(conversion.grossMinor())
                .setCurrency(conversion.currency())
                .setConversionTime(Instant.ofEpochMilli(conversion.timeMillis()))
                .build();
    }

    private static CreditRow record(String userId, Conversion conversion, Credit credit) {
        UserFact.OwnedClick touch = credit.touch();
        return CreditRow.newBuilder()
                .setUserId(userId)
                .setConversionId(conversion.conversionId())
                .setTouchId(touch == null ? "" : touch.click().eventId())
                .setAnonymousId(touch == null ? "" : touch.anonymousId())
                .setKind(conversion.kind())
                .setChannel(touch == null ? NO_CHANNEL : touch.click().channel())
                .setCampaign(touch == null ? "" : touch.click().campaign())
                .setReferralCode(touch == null ? "" : touch.click().referralCode())
                .setAdvocateId(credit.advocate())
                .setProgramId(credit.program())
                .setCurrency(conversion.currency())
                .setConversionTime(Instant.ofEpochMilli(conversion.timeMillis()))
                .setTouchTime(
                        touch == null
                                ? null
                                : Instant.ofEpochMilli(touch.click().timeMillis()))
                .setFirstWeight(weight(credit.weights().first()))
                .setLastWeight(weight(credit.weights().last()))
                .setLastNonDirectWeight(weight(credit.weights().lastNonDirect()))
                .setLinearWeight(weight(credit.weights().linear()))
                .setPositionWeight(weight(credit.weights().position()))
                .setTimeDecayWeight(weight(credit.weights().timeDecay()))
                .setFirstMinor(credit.amountsMinor().first())
                .setLastMinor(credit.amountsMinor().last())
                .setLastNonDirectMinor(credit.amountsMinor().lastNonDirect())
                .setLinearMinor(credit.amountsMinor().linear())
                .setPositionMinor(credit.amountsMinor().position())
                .setTimeDecayMinor(credit.amountsMinor().timeDecay())
                .build();
    }

    private static BigDecimal weight(long billionths) {
        return BigDecimal.valueOf(billionths, WEIGHT_SCALE);
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
