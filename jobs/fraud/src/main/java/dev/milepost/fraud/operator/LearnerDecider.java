package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.learn.Example;
import dev.milepost.fraud.model.learn.TrainingReport;
import dev.milepost.fraud.model.learn.TrainingReport.Outcome;
import dev.milepost.fraud.model.outcome.LearnerDesk;
import dev.milepost.fraud.model.score.Calibration;
import dev.milepost.fraud.model.score.GroupWeight;
import dev.milepost.fraud.model.score.Weights;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Decided;
import dev.milepost.runtime.fold.Decider;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.row.FraudWeightRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The weights, by what became of referrals, and a row of each training. There is one key. */
final class LearnerDecider implements Decider<LearnerDesk.State, Example, FraudRules> {

    private static final long serialVersionUID = 1L;

    private transient Rows rows;

    /** Writes what is remembered. */
    public static final class MemoryCodec extends Decided.DecidedCodec<LearnerDesk.State> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new LearnerDesk.StateCodec());
        }
    }

    @Override
    public LearnerDesk.State empty() {
        return LearnerDesk.State.empty();
    }

    @Override
    public Object about(Example fact) {
        return fact;
    }

    @Override
    public void take(
            LearnerDesk.State state,
            String key,
            Change<Example> change,
            long reachedMillis,
            long ruledMillis,
            FraudRules rules) {
        new LearnerDesk(state).accept(change.element());
    }

    @Override
    public long nextTime(LearnerDesk.State state, String key, FraudRules rules) {
        return new LearnerDesk(state).nextMillis();
    }

    @Override
    public void decide(
            LearnerDesk.State state,
            String key,
            long timeMillis,
            long reachedMillis,
            FraudRules rules,
            Emission<?> out) {
        new LearnerDesk(state).decide(timeMillis, (midnight, report) -> {
            rows().put(row(midnight, report), out);
            if (report.outcome() == Outcome.WENT_LIVE) {
                out.collect(Sides.WEIGHTS, WeightLanguage.version(report.live()));
            }
        });
    }

    private static FraudWeightRow row(long midnightMillis, TrainingReport report) {
        Weights candidate = report.candidate();
        FraudWeightRow row = new FraudWeightRow();
        row.setTrainedAt(Instant.ofEpochMilli(midnightMillis));
        row.setOutcome(report.outcome().name().toLowerCase(Locale.ROOT));
        row.setVersion(candidate == null ? 0L : candidate.version());
        row.setLiveVersion((long) report.live().version());
        row.setValidFrom(
                report.outcome() == Outcome.WENT_LIVE ? Instant.ofEpochMilli(candidate.validFromMillis()) : null);
        row.setIntercept(candidate == null ? null : Millionths.of(candidate.intercept()));
        row.setWeights(byGroup(candidate, GroupWeight::weight));
        row.setCentres(byGroup(candidate, GroupWeight::centre));
        row.setCalibration(candidate == null ? "" : calibration(candidate.calibration()));
        row.setCandidateLoss(Millionths.ofNumber(report.candidateLoss()));
        row.setLiveLoss(Millionths.ofNumber(report.liveLoss()));
        row.setTrainedOn((long) report.trainedOn());
        row.setHeldOut((long) report.heldOut());
        row.setAudited((long) report.audited());
        return row;
    }

    private static Map<String, String> byGroup(Weights weights, ToDoubleFunction<GroupWeight> number) {
        Map<String, String> byGroup = new TreeMap<>();
        if (weights != null) {
            for (GroupWeight each : weights.groups()) {
                byGroup.put(
                        each.group().name().toLowerCase(Locale.ROOT),
                        Millionths.of(number.applyAsDouble(each)).toPlainString());
            }
        }
        return byGroup;
    }

    private static String calibration(Calibration calibration) {
        if (calibration instanceof Calibration.Platt platt) {
            return "{\"kind\":\"platt\",\"slope\":" + plain(platt.slope()) + ",\"offset\":" + plain(platt.offset())
                    + "}";
        }
        Calibration.Isotonic isotonic = (Calibration.Isotonic) calibration;
        return "{\"kind\":\"isotonic\",\"logits\":" + plain(isotonic.logits()) + ",\"probabilities\":"
                + plain(isotonic.probabilities()) + "}";
    }

    private static String plain(List<Double> numbers) {
        return numbers.stream().map(LearnerDecider::plain).collect(Collectors.joining(",", "[", "]"));
    }

    private static String plain(double number) {
        return Millionths.of(number).toPlainString();
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }

    @Override
    public boolean isEmpty(LearnerDesk.State state) {
        return false;
    }
}
