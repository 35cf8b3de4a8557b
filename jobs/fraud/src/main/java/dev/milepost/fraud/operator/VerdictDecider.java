package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.score.Contribution;
import dev.milepost.fraud.model.score.Reason;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.VerdictCodec;
import dev.milepost.fraud.model.score.WeightVersions;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.verdict.VerdictDesk;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.row.FraudReasonRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The verdicts of each referral: rows of fraud_verdicts and fraud_reasons, and the verdicts for the rooms behind. */
final class VerdictDecider implements Decider<VerdictDesk.State, Signalled, WeightVersions> {

    private static final long serialVersionUID = 1L;

    private static final int MILLIONTHS = 6;
    private static final VerdictCodec CODEC = new VerdictCodec();

    private transient Rows rows;

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<VerdictDesk.State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new VerdictDesk.StateCodec());
        }
    }

    @Override
    public VerdictDesk.State empty() {
        return VerdictDesk.State.empty();
    }

    @Override
    public Object about(Signalled signals) {
        return signals.subject().assessmentId();
    }

    @Override
    public void take(
            VerdictDesk.State state,
            String key,
            Change<Signalled> change,
            long reachedMillis,
            long ruledMillis,
            WeightVersions weights) {
        new VerdictDesk(state).accept(change.element());
    }

    @Override
    public long nextTime(VerdictDesk.State state, String key, WeightVersions weights) {
        return new VerdictDesk(state).nextMillis();
    }

    @Override
    public void decide(
            VerdictDesk.State state,
            String key,
            long timeMillis,
            long reachedMillis,
            WeightVersions weights,
            Emission<?> out) {
        new VerdictDesk(state).decide(timeMillis, weights, (verdict, signals) -> {
            rows().put(row(verdict, signals), out);
            reasons(verdict).forEach(reason -> rows().put(reason, out));
            out.collect(Sides.VERDICTS, Change.put(verdict));
        });
    }

    @Override
    public boolean isEmpty(VerdictDesk.State state) {
        return state.isEmpty();
    }

    private static FraudVerdictRow row(Verdict verdict, Signalled signals) {
        FraudVerdictRow row = new FraudVerdictRow();
        row.setProgramId(verdict.subject().programId());
        row.setReferralId(verdict.subject().referralId());
        row.setVerdictId(verdict.verdictId());
        row.setAdvocateId(verdict.subject().advocateId());
        row.setRefereeId(verdict.subject().refereeId());
        row.setAssessedFor(signals.trigger().name().toLowerCase(Locale.ROOT));
        row.setDecidedAt(Instant.ofEpochMilli(verdict.timeMillis()));
        row.setScore(BigDecimal.valueOf(verdict.scoreMillionths(), MILLIONTHS));
        row.setCodes(verdict.codes());
        row.setLogit(Millionths.of(verdict.logit()));
        row.setIntercept(Millionths.of(verdict.intercept()));
        row.setContributions(contributions(verdict));
        row.setMissing(missing(verdict));
        row.setSegment(verdict.subject().segment());
        row.setModelVersion((long) verdict.versions().model());
        row.setRuleVersion((long) verdict.versions().rules());
        row.setWeightsVersion((long) verdict.versions().weights());
        row.setReplay(bytes(verdict));
        return row;
    }

    private static Map<String, String> contributions(Verdict verdict) {
        Map<String, String> contributions = new TreeMap<>();
        for (Contribution each : verdict.contributions()) {
            contributions.put(
                    each.group().name().toLowerCase(Locale.ROOT),
                    Millionths.of(each.amount()).toPlainString());
        }
        return contributions;
    }

    private static Map<String, String> missing(Verdict verdict) {
        Map<String, String> missing = new TreeMap<>();
        for (Reading each : verdict.missing()) {
            missing.put(each.signal().name(), each.missing().name().toLowerCase(Locale.ROOT));
        }
        return missing;
    }

    private static List<FraudReasonRow> reasons(Verdict verdict) {
        List<FraudReasonRow> rows = new ArrayList<>();
        for (Reason each : verdict.reasons()) {
            rows.add(reason(
                    verdict,
                    each.signal().name(),
                    rows.size() + 1,
                    each.value(),
                    each.baseline(),
                    Millionths.of(each.contribution()),
                    each.evidence()));
        }
        if (verdict.floor() != null) {
            rows.add(reason(
                    verdict,
                    "OVERRIDE",
                    rows.size() + 1,
                    1,
                    Double.NaN,
                    BigDecimal.valueOf(verdict.floor().leastMillionths(), MILLIONTHS),
                    verdict.floor().signals().stream().map(Enum::name).toList()));
        }
        return rows;
    }

    private static FraudReasonRow reason(
            Verdict verdict,
            String code,
            int rank,
            double value,
            double baseline,
            BigDecimal contribution,
            List<String> evidence) {
        FraudReasonRow row = new FraudReasonRow();
        row.setProgramId(verdict.subject().programId());
        row.setReferralId(verdict.subject().referralId());
        row.setVerdictId(verdict.verdictId());
        row.setCode(code);
        row.setRank((long) rank);
        row.setValue(Millionths.of(value));
        row.setBaseline(Millionths.ofNumber(baseline));
        row.setContribution(contribution);
        row.setEvidence(evidence);
        row.setDecidedAt(Instant.ofEpochMilli(verdict.timeMillis()));
        return row;
    }

    private static String bytes(Verdict verdict) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CODEC.write(verdict, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
