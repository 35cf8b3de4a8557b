package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionFact;
import dev.milepost.attribution.model.AttributionFact.Acquired;
import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Bindings;
import dev.milepost.attribution.model.AttributionFact.Bought;
import dev.milepost.attribution.model.AttributionFact.Conversion;
import dev.milepost.attribution.model.AttributionFact.Course;
import dev.milepost.attribution.model.AttributionFact.Credit;
import dev.milepost.attribution.model.AttributionFact.Credited;
import dev.milepost.attribution.model.AttributionFact.Referred;
import dev.milepost.attribution.model.AttributionFact.Refunded;
import dev.milepost.attribution.model.AttributionFact.Refused;
import dev.milepost.attribution.model.AttributionFact.Step;
import dev.milepost.attribution.model.AttributionFact.Steps;
import dev.milepost.attribution.model.AttributionModel;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.output.Rows;
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

/**
 * Tells what is found of a user: rows of bindings, journey, conversions, credits and dead_letters; to the rooms after
 * attribution the steps of their referral and their purchases that count, and to cohorts by which channel they came and what
 * refunds take off.
 */
final class AttributionOutput implements FoldOutput<UserFact, AttributionModel.Key, AttributionFact, Row> {

    private static final long serialVersionUID = 1L;

    private static final int WEIGHT_SCALE = 9;
    private static final String NO_CHANNEL = "(none)";

    private transient Rows rows;

    @Override
    public void changed(AttributionModel.Key key, AttributionFact before, AttributionFact after, Emission<Row> out) {
        switch (key.kind()) {
            case BOUND, QUALIFIED ->
                JourneyFacts.replace(
                        JourneyFacts.of(out.key(), (Referred) before),
                        JourneyFacts.of(out.key(), (Referred) after),
                        out);
            case COURSE, QUALIFIED_LATER, TURNED_AWAY ->
                Traces.replace(out.key(), (Course) before, (Course) after, out);
            case ACQUIRED -> CustomerFacts.replace(out.key(), (Acquired) before, (Acquired) after, out);
            case REFUNDED -> CustomerFacts.replace((Refunded) before, (Refunded) after, out);
            case BOUGHT -> JourneyFacts.replace(JourneyFacts.of((Bought) before), JourneyFacts.of((Bought) after), out);
            default -> rows().replace(records(out.key(), before), records(out.key(), after), out);
        }
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
        BindingRow row = new BindingRow();
        row.setRefereeId(binding.referee());
        row.setReferralId(binding.referralId());
        row.setAdvocateId(binding.advocate() == null ? "" : binding.advocate());
        row.setCode(binding.code());
        row.setProgramId(binding.program());
        row.setEvidence(binding.evidence().name().toLowerCase(Locale.ROOT));
        row.setTouchId(binding.touchId());
        row.setStatus(binding.refusal() == null ? "bound" : "refused");
        row.setRefusal(binding.refusal() == null ? "" : binding.refusal().name().toLowerCase(Locale.ROOT));
        row.setBoundTime(Instant.ofEpochMilli(binding.boundMillis()));
        return row;
    }

    private static JourneyEvent record(String userId, Step step) {
        JourneyEvent row = new JourneyEvent();
        row.setUserId(userId);
        row.setJourneyId(step.name() + "/" + step.referralId());
        row.setName(step.name());
        row.setEventTime(Instant.ofEpochMilli(step.timeMillis()));
        row.setReferralId(step.referralId());
        row.setAdvocateId(step.advocate());
        row.setProgramId(step.program());
        row.setCauseEventId(step.causeEventId());
        return row;
    }

    private static ConversionRow record(String userId, Conversion conversion) {
        ConversionRow row = new ConversionRow();
        row.setUserId(userId);
        row.setConversionId(conversion.conversionId());
        row.setKind(conversion.kind());
        row.setOrderId(conversion.orderId());
        row.setIsFirst(conversion.first());
        row.setAmountMinor(conversion.netMinor());
        row.setGrossMinor(conversion.grossMinor());
        row.setCurrency(conversion.currency());
        row.setConversionTime(Instant.ofEpochMilli(conversion.timeMillis()));
        return row;
    }

    private static CreditRow record(String userId, Conversion conversion, Credit credit) {
        UserFact.OwnedClick touch = credit.touch();
        CreditRow row = new CreditRow();
        row.setUserId(userId);
        row.setConversionId(conversion.conversionId());
        row.setTouchId(touch == null ? "" : touch.click().eventId());
        row.setAnonymousId(touch == null ? "" : touch.anonymousId());
        row.setKind(conversion.kind());
        row.setChannel(touch == null ? NO_CHANNEL : touch.click().channel());
        row.setCampaign(touch == null ? "" : touch.click().campaign());
        row.setReferralCode(touch == null ? "" : touch.click().referralCode());
        row.setAdvocateId(credit.advocate());
        row.setProgramId(credit.program());
        row.setCurrency(conversion.currency());
        row.setConversionTime(Instant.ofEpochMilli(conversion.timeMillis()));
        row.setTouchTime(
                touch == null ? null : Instant.ofEpochMilli(touch.click().timeMillis()));
        row.setFirstWeight(weight(credit.weights().first()));
        row.setLastWeight(weight(credit.weights().last()));
        row.setLastNonDirectWeight(weight(credit.weights().lastNonDirect()));
        row.setLinearWeight(weight(credit.weights().linear()));
        row.setPositionWeight(weight(credit.weights().position()));
        row.setTimeDecayWeight(weight(credit.weights().timeDecay()));
        row.setFirstMinor(credit.amountsMinor().first());
        row.setLastMinor(credit.amountsMinor().last());
        row.setLastNonDirectMinor(credit.amountsMinor().lastNonDirect());
        row.setLinearMinor(credit.amountsMinor().linear());
        row.setPositionMinor(credit.amountsMinor().position());
        row.setTimeDecayMinor(credit.amountsMinor().timeDecay());
        return row;
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
