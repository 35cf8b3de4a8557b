package dev.milepost.cohorts;

import dev.milepost.cohorts.model.CellChange;
import dev.milepost.cohorts.model.CohortTerms;
import dev.milepost.cohorts.model.CustomerEvent;
import dev.milepost.cohorts.model.PromptEvent;
import dev.milepost.cohorts.operator.CellBundle;
import dev.milepost.cohorts.operator.CellOperator;
import dev.milepost.cohorts.operator.CohortFolds;
import dev.milepost.cohorts.operator.CustomerReader;
import dev.milepost.cohorts.operator.Sides;
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
 * Builds cohorts from what is known of users to rows.
 *
 * <pre>
 *   asked ─────────────────────────► prompts (the advocate) ─ the ask before the touch ─┐
 *                                        ▲ bindings                                      ▼
 *   journey (signups, sales, bindings) ──┴──────────────────────────────────────► customers (user_id)
 *   customers (by which channel; what refunds take off) ────────────────────────────▲    │ differences
 *                                                                                         ▼
 *                                                                                       cells
 * </pre>
 *
 * <p>The rate is that of signups, purchases and bindings; what one of them changes by is a dozen differences, which are added up
 * before they are sent.
 */
public final class CohortTopology {

    private static final String UIDS = "cohorts-";

    private CohortTopology() {}

    /**
     * What cohorts need besides what is known of users.
     *
     * @param cohorts how long what may change
     * @param folds lateness, horizon and generation
     */
    public record Terms(CohortTerms cohorts, FoldSettings folds) {}

    /**
     * The rows of cohort_sizes, cohort_cells, customers, customer_values, and of dead_letters.
     *
     * @param journey what happens to users, as a changelog
     * @param customers how they came and what refunds take off, as a changelog
     * @param asked asks that went out
     */
    public static DataStream<Row> assemble(
            DataStream<Change<JourneyFact>> journey,
            DataStream<Change<CustomerFact>> customers,
            DataStream<Change<AskFact>> asked,
            Terms terms) {
        CohortFolds folds = new CohortFolds(terms.cohorts(), terms.folds());
        DataStream<Change<CustomerEvent>> told = read("journey", journey, CustomerReader::read, Sides.CUSTOMER_CHANGES);

        SingleOutputStreamOperator<Change<CustomerEvent>> prompts = read(
                        "referrals", told, CustomerReader::readReferral, Sides.PROMPT_CHANGES)
                .union(read("asks", asked, CustomerReader::readAsk, Sides.PROMPT_CHANGES))
                .keyBy(change -> advocate(change), TextTypeInfo.TEXT)
                .transform(
                        "Cohorts: prompts", Sides.CUSTOMER_CHANGES, new FoldOperator<>(folds.prompts(UIDS + "prompts")))
                .uid(UIDS + "prompts");

        SingleOutputStreamOperator<CellChange> users = told.union(
                        prompts, read("origins", customers, CustomerReader::readCustomer, Sides.CUSTOMER_CHANGES))
                .keyBy(change -> change.element().userId(), TextTypeInfo.TEXT)
                .transform(
                        "Cohorts: customers",
                        Sides.CELL_CHANGES,
                        new FoldOperator<>(folds.customers(UIDS + "customers")))
                .uid(UIDS + "customers");

        DataStream<Row> cells = users.transform("Cohorts: bundles", Sides.CELL_CHANGES, new CellBundle())
                .uid(UIDS + "bundles")
                .setParallelism(users.getParallelism())
                .keyBy(change -> change.id().key(), TextTypeInfo.TEXT)
                .transform("Cohorts: cells", RowCodec.TYPE, new CellOperator(terms.folds()))
                .uid(UIDS + "cells");

        return cells.union(prompts.getSideOutput(Rows.SIDE), users.getSideOutput(Rows.SIDE));
    }

    private static String advocate(Change<PromptEvent> change) {
        return change.element().advocateId();
    }

    private static <F, T> DataStream<T> read(
            String name, DataStream<F> from, FlatMapFunction<F, T> reader, TypeInformation<T> type) {
        return from.flatMap(reader, type)
                .uid(UIDS + name)
                .name("Cohorts: " + name)
                .setParallelism(from.getParallelism());
    }
}
