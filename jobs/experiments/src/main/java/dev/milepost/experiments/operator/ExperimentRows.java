package dev.milepost.experiments.operator;

import dev.milepost.experiments.model.ArmCount;
import dev.milepost.experiments.model.ExperimentSums;
import dev.milepost.experiments.model.Line;
import dev.milepost.experiments.model.Reading;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.experiments.model.Result;
import dev.milepost.experiments.statistics.ArmMoments;
import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.Estimate;
import dev.milepost.schemas.row.ExperimentArmRow;
import dev.milepost.schemas.row.ExperimentResultRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/** An experiment as rows of experiment_arms and experiment_results. */
final class ExperimentRows {

    private final ReadingTerms terms;

    ExperimentRows(ReadingTerms terms) {
        this.terms = terms;
    }

    /** All of its rows; none where it has no unit. */
    List<SpecificRecord> of(ExperimentSums sums) {
        List<SpecificRecord> rows = new ArrayList<>();
        sums.lines().forEach((line, moments) -> rows.add(arm(sums, line, moments)));
        if (!sums.lines().isEmpty()) {
            Reading reading = Reading.of(sums, terms);
            reading.results().forEach(result -> rows.add(result(sums, reading, result)));
        }
        return rows;
    }

    private static ExperimentArmRow arm(ExperimentSums sums, Line line, ArmMoments moments) {
        ArmCount count = sums.arms().get(line.arm());
        return new ExperimentArmRow(
                sums.experimentId(),
                line.arm(),
                line.metric().label(),
                line.currency(),
                count.exposed(),
                count.plannedMillionths(),
                count.matured(),
                count.referees(),
                moments.n(),
                new BigDecimal(moments.sumY()),
                new BigDecimal(moments.sumYy()),
                new BigDecimal(moments.sumX()),
                new BigDecimal(moments.sumXx()),
                new BigDecimal(moments.sumXy()));
    }

    private ExperimentResultRow result(ExperimentSums sums, Reading reading, Result result) {
        ExperimentResultRow row = new ExperimentResultRow();
        row.setExperimentId(sums.experimentId());
        row.setArm(result.line().arm());
        row.setMetric(result.line().metric().label());
        row.setCurrency(result.line().currency());
        row.setControl(result.control());
        row.setIsPrimary(result.line().metric().isPrimary());
        row.setStatus(result.status().name().toLowerCase(Locale.ROOT));
        row.setBlocked(reading.sampleRatio().blocks());
        row.setSrmP(reading.sampleRatio().p());
        row.setExposed(sums.arms().get(result.line().arm()).exposed());
        row.setExposedControl(sums.arms().get(result.control()).exposed());
        row.setContamination(reading.contamination());
        row.setN(result.n());
        row.setNControl(result.controlN());
        row.setAlpha(terms.alpha());
        row.setTuning(terms.tuning());
        if (result.comparison() != null) {
            put(result.comparison(), row);
        }
        if (result.adjusted() != null) {
            putAdjusted(result.adjusted(), row);
        }
        return row;
    }

    private static void put(Comparison comparison, ExperimentResultRow row) {
        Estimate absolute = comparison.absolute().orElseThrow();
        row.setMean(comparison.treatment().mean());
        row.setMeanControl(comparison.baseline().mean());
        row.setEffect(absolute.effect());
        row.setSe(absolute.se());
        row.setCiLow(absolute.ciLow());
        row.setCiHigh(absolute.ciHigh());
        row.setP(absolute.p());
        row.setPHolm(known(comparison.pHolm()));
        comparison.relative().ifPresent(relative -> {
            row.setRelative(relative.effect());
            row.setRelativeCiLow(relative.ciLow());
            row.setRelativeCiHigh(relative.ciHigh());
        });
    }

    private static void putAdjusted(Comparison comparison, ExperimentResultRow row) {
        Estimate adjusted = comparison.absolute().orElseThrow();
        row.setAdjustedEffect(adjusted.effect());
        row.setAdjustedSe(adjusted.se());
        row.setAdjustedCiLow(adjusted.ciLow());
        row.setAdjustedCiHigh(adjusted.ciHigh());
        row.setVarianceReduction(known(comparison.adjustment().orElseThrow().varianceReduction()));
    }

    private static Double known(double figure) {
        return Double.isFinite(figure) ? figure : null;
    }
}
