package dev.milepost.cli.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.row.FraudCaseEventRow;
import dev.milepost.schemas.row.FraudCaseRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.testkit.population.TimedRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * What Milepost itself has said about referrals, by its tables, as if others had: so an oracle that knows no detector can say
 * what must become of rewards.
 */
final class OwnWord {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OwnWord() {}

    /**
     * The events, with verdicts and decisions of the tables in place of those from outside.
     *
     * @param rows of fraud_verdicts, fraud_cases and fraud_case_events
     */
    static List<TimedRecord> inPlaceOf(List<TimedRecord> events, List<SpecificRecord> rows) {
        List<TimedRecord> all = new ArrayList<>(events);
        all.removeIf(event -> event.record() instanceof FraudVerdict || event.record() instanceof Review);
        Map<String, String> advocates = new HashMap<>();
        for (SpecificRecord row : rows) {
            if (row instanceof FraudCaseRow of) {
                advocates.put(of.getCaseId(), of.getAdvocateId());
            }
        }
        for (SpecificRecord row : rows) {
            if (row instanceof FraudVerdictRow verdict) {
                all.add(TimedRecord.received(event(verdict), Duration.ZERO));
            } else if (row instanceof FraudCaseEventRow decided) {
                JsonNode detail = detail(decided);
                if (!detail.has("pending")) {
                    JsonNode approved = detail.path("approved");
                    JsonNode rejected = detail.path("rejected");
                    boolean both = !approved.isEmpty() && !rejected.isEmpty();
                    add(decided, ReviewAction.APPROVE, approved, both, advocates, all);
                    add(decided, ReviewAction.REJECT, rejected, both, advocates, all);
                }
            }
        }
        return all;
    }

    private static JsonNode detail(FraudCaseEventRow event) {
        try {
            return JSON.readTree(event.getDetail());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The detail of " + event + " is no JSON", e);
        }
    }

    /** @param both the same review decided otherwise about others, so that its id alone does not tell the two apart */
    private static void add(
            FraudCaseEventRow decided,
            ReviewAction action,
            JsonNode referrals,
            boolean both,
            Map<String, String> advocates,
            List<TimedRecord> to) {
        if (referrals.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        referrals.forEach(each -> names.add(each.asText()));
        to.add(TimedRecord.received(
                Review.newBuilder()
                        .setEventId(decided.getCauseId() + (both ? ending(action) : ""))
                        .setEventTime(decided.getHappenedAt())
                        .setCaseId(decided.getCaseId())
                        .setProgramId(decided.getProgramId())
                        .setAdvocateId(advocates.get(decided.getCaseId()))
                        .setExpectedVersion(decided.getVersion())
                        .setPropensity(BigDecimal.ONE.setScale(6))
                        .setAction(action)
                        .setReferralIds(names)
                        .setReviewer(decided.getActor())
                        .build(),
                Duration.ZERO));
    }

    private static String ending(ReviewAction action) {
        return action == ReviewAction.APPROVE ? "#approved" : "#rejected";
    }

    private static FraudVerdict event(FraudVerdictRow row) {
        return FraudVerdict.newBuilder()
                .setEventId(row.getVerdictId())
                .setEventTime(row.getDecidedAt())
                .setVerdictId(row.getVerdictId())
                .setReferralId(row.getReferralId())
                .setProgramId(row.getProgramId())
                .setAdvocateId(row.getAdvocateId())
                .setRefereeId(row.getRefereeId())
                .setScore(row.getScore())
                .setCodes(row.getCodes())
                .build();
    }
}
