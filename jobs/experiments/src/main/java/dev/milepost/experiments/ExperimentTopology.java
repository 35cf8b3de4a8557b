package dev.milepost.experiments;

import dev.milepost.experiments.model.ExperimentTerms;
import dev.milepost.experiments.model.RefereeEvent;
import dev.milepost.experiments.model.UnitChange;
import dev.milepost.experiments.model.UnitEvent;
import dev.milepost.experiments.operator.ExperimentFolds;
import dev.milepost.experiments.operator.ExperimentOperator;
import dev.milepost.experiments.operator.RefereeReader;
import dev.milepost.experiments.operator.Sides;
import dev.milepost.experiments.operator.UnitReader;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldOperator;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.event.AskFact;
import dev.milepost.schemas.event.CustomerFact;
import dev.milepost.schemas.event.JourneyFact;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Builds live experiments from what is known of users to rows.
 *
 * <pre>
 *   journey (bindings, sales) ─┬─► referees (user_id) ─ what they bring ─┐
 *   customers (refunds) ───────┤                                         ▼
 *                              └─── own sales and refunds ─────► units (user_id) ─ changes ─► experiments
 *   journey (opted_out) ─────────────────────────────────────────────▲
 *   asked (exposures) ───────────────────────────────────────────────┘
 * </pre>
 *
 * <p>The rate is that of purchases and bindings; experiments hear of exposures and of outcomes of who was exposed alone.
 */
public final class ExperimentTopology {

    private static final String UIDS = "experiments-";

    private ExperimentTopology() {}

    /**
     * What experiments need besides what is known of users.
     *
     * @param experiments how long what may change, and how it is read
     * @param folds lateness, horizon and generation
     */
    public record Terms(ExperimentTerms experiments, FoldSettings folds) {}

    /**
     * The rows of experiment_arms, experiment_results, and of dead_letters.
     *
     * @param journey what happens to users, as a changelog
     * @param customers what refunds take off, as a changelog
     * @param asked exposures
     */
    public static DataStream<Row> assemble(
            DataStream<Change<JourneyFact>> journey,
            DataStream<Change<CustomerFact>> customers,
            DataStream<Change<AskFact>> asked,
            Terms terms) {
        ExperimentFolds folds = new ExperimentFolds(terms.experiments(), terms.folds());
        UnitReader reader = new UnitReader(terms.experiments().orderRetentionMillis());
        DataStream<Change<RefereeEvent>> told = read("journey", journey, RefereeReader::read, Sides.REFEREE_CHANGES);
        DataStream<Change<RefereeEvent>> refunds =
                read("refunds", customers, RefereeReader::readRefund, Sides.REFEREE_CHANGES);

        SingleOutputStreamOperator<Change<UnitEvent>> referees = told.union(refunds)
                .keyBy(change -> change.element().userId(), TextTypeInfo.TEXT)
                .transform(
                        "Experiments: referees",
                        Sides.USER_CHANGES,
                        new FoldOperator<>(folds.referees(UIDS + "referees")))
                .uid(UIDS + "referees");

        SingleOutputStreamOperator<UnitChange> units = referees.union(
                        read("own-sales", told, reader::readOwn, Sides.USER_CHANGES),
                        read("own-refunds", refunds, reader::readOwn, Sides.USER_CHANGES),
                        read("opt-outs", journey, UnitReader::readOptOut, Sides.USER_CHANGES),
                        read("exposures", asked, UnitReader::readExposure, Sides.USER_CHANGES))
                .keyBy(change -> change.element().userId(), TextTypeInfo.TEXT)
                .transform("Experiments: units", Sides.UNIT_CHANGES, new FoldOperator<>(folds.units(UIDS + "units")))
                .uid(UIDS + "units");

        DataStream<Row> experiments = units.keyBy(UnitChange::experimentId, TextTypeInfo.TEXT)
                .transform(
                        "Experiments: sums",
                        RowCodec.TYPE,
                        new ExperimentOperator(terms.experiments().reading(), terms.folds()))
                .uid(UIDS + "sums");

        return experiments.union(referees.getSideOutput(Rows.SIDE), units.getSideOutput(Rows.SIDE));
    }

    private static <F, T> DataStream<T> read(
            String name, DataStream<F> from, FlatMapFunction<F, T> reader, TypeInformation<T> type) {
        return from.flatMap(reader, type)
                .uid(UIDS + name)
                .name("Experiments: " + name)
                .setParallelism(from.getParallelism());
    }
}
