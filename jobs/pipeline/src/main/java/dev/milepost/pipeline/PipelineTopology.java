package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionTopology;
import dev.milepost.attribution.ProgramLanguage;
import dev.milepost.cohorts.CohortTopology;
import dev.milepost.experiments.ExperimentTopology;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.fraud.FraudTopology;
import dev.milepost.milestones.MilestoneTopology;
import dev.milepost.milestones.operator.JourneyReader;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.rules.RuleGate;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.AskFact;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * All stages in one graph: what a source read goes in, the rows of every table come out. Live or bounded, local or in a
 * cluster, it is this graph.
 */
public final class PipelineTopology {

    private PipelineTopology() {}

    /** What stands at the end of the graph: no other part of it reads what comes of these. */
    public enum ReadOut {
        COHORTS,
        EXPERIMENTS
    }

    /** The graph of a job, whole or cut after a stage. */
    interface Graph {

        /** The rows that leave it. */
        DataStream<Row> assemble(DataStream<Ingested> records, AttributionTopology.Terms terms);
    }

    /** What is common to all stages. */
    private record Stage(
            AttributionTopology.Outputs attribution, DataStream<RuleVersion> programs, DataStream<Row> rows) {}

    /** The rows of all tables, dead letters of every stage among them. */
    public static DataStream<Row> assemble(DataStream<Ingested> records, AttributionTopology.Terms terms) {
        return assemble(records, terms, EnumSet.allOf(ReadOut.class));
    }

    /** The same with these read-outs alone. */
    static DataStream<Row> assemble(
            DataStream<Ingested> records, AttributionTopology.Terms terms, Set<ReadOut> readOuts) {
        Stage attribution = attribution(records, terms);
        DataStream<Change<Event>> outside = attribution.attribution().outside();
        DataStream<Row> rows = attribution.rows();
        if (terms.settings().get(FraudSettings.OWN_VERDICTS)) {
            FraudTopology.Outputs fraud = fraud(attribution, terms);
            rows = rows.union(
                    fraud.rows(),
                    DeadLetterRows.of(
                            OwnVerdicts.refused(outside),
                            "fraud-refused-verdicts",
                            terms.folds().generation()));
            outside = OwnVerdicts.inPlaceOf(outside, fraud.verdicts(), fraud.decisions());
        }
        MilestoneTopology.Outputs milestones = MilestoneTopology.assemble(
                JourneyReader.of(attribution.attribution().journey()),
                outside,
                attribution.programs(),
                new MilestoneTopology.Terms(terms.programs(), terms.folds(), terms.settings()));
        rows = rows.union(milestones.rows());
        if (readOuts.contains(ReadOut.COHORTS)) {
            rows = rows.union(cohorts(attribution.attribution(), milestones.asked(), terms));
        }
        if (readOuts.contains(ReadOut.EXPERIMENTS)) {
            rows = rows.union(experiments(attribution.attribution(), milestones.asked(), terms));
        }
        return rows;
    }

    private static DataStream<Row> experiments(
            AttributionTopology.Outputs attribution,
            DataStream<Change<AskFact>> asked,
            AttributionTopology.Terms terms) {
        return ExperimentTopology.assemble(
                attribution.journey(),
                attribution.customers(),
                asked,
                new ExperimentTopology.Terms(Experiments.terms(terms.settings()), terms.folds()));
    }

    private static DataStream<Row> cohorts(
            AttributionTopology.Outputs attribution,
            DataStream<Change<AskFact>> asked,
            AttributionTopology.Terms terms) {
        return CohortTopology.assemble(
                attribution.journey(),
                attribution.customers(),
                asked,
                new CohortTopology.Terms(Cohorts.terms(terms.settings()), terms.folds()));
    }

    /** Fraud verdicts and cases alone. */
    static DataStream<Row> verdicts(DataStream<Ingested> records, AttributionTopology.Terms terms) {
        return fraud(attribution(records, terms), terms).rows();
    }

    private static FraudTopology.Outputs fraud(Stage attribution, AttributionTopology.Terms terms) {
        return FraudTopology.assemble(
                attribution.attribution().traces(),
                attribution.attribution().journey(),
                attribution.attribution().outside(),
                attribution.programs(),
                new FraudTopology.Terms(terms.programs(), terms.folds(), terms.settings()));
    }

    /** Ingest and attribution, with the dead letters of both. */
    static DataStream<Row> throughAttribution(DataStream<Ingested> records, AttributionTopology.Terms terms) {
        return attribution(records, terms).rows();
    }

    /** Programs that arrive pass one gate, and hold for every stage. */
    private static Stage attribution(DataStream<Ingested> records, AttributionTopology.Terms terms) {
        Ingest.Split ingest = Ingest.split(records);
        RuleGate.Split programs = RuleGate.of(
                Streams.PROGRAMS,
                ProgramUpdates.of(ingest.programs()),
                new ProgramLanguage(terms.settings()),
                ProgramLanguage.versions(terms.programs()),
                terms.folds().behindMillis());
        DataStream<Row> deadLetters = DeadLetterRows.of(
                ingest.deadLetters().union(programs.deadLetters()),
                "dead-letter-rows",
                terms.folds().generation());
        AttributionTopology.Outputs attribution =
                AttributionTopology.assemble(ingest.events(), programs.versions(), terms);
        DataStream<Row> rows = ProgramRows.of(programs.known(), terms.folds().generation());
        return new Stage(attribution, programs.versions(), attribution.rows().union(deadLetters, rows));
    }
}
