package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionTopology;
import dev.milepost.attribution.ProgramLanguage;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.rules.RuleGate;
import dev.milepost.schemas.Streams;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * All stages in one graph: what a source read goes in, the rows of every table come out. Live or bounded, local or in a
 * cluster, it is this graph.
 */
public final class PipelineTopology {

    private PipelineTopology() {}

    /** The graph of a job, whole or cut after a stage. */
    interface Graph {

        /** The rows that leave it. */
        DataStream<Row> assemble(DataStream<Ingested> records, AttributionTopology.Terms terms);
    }

    /** The rows of all tables, dead letters of every stage among them. Attribution is the last stage there is. */
    public static DataStream<Row> assemble(DataStream<Ingested> records, AttributionTopology.Terms terms) {
        return throughAttribution(records, terms);
    }

    /** Ingest and attribution, with the dead letters of both. Programs that arrive pass one gate, and hold for every stage. */
    static DataStream<Row> throughAttribution(DataStream<Ingested> records, AttributionTopology.Terms terms) {
        Ingest.Split ingest = Ingest.split(records);
        RuleGate.Split programs = RuleGate.of(
                Streams.PROGRAMS,
                ProgramUpdates.of(ingest.programs()),
                new ProgramLanguage(terms.settings()),
                ProgramLanguage.versions(terms.programs()),
                terms.folds().behindMillis());
        DataStream<Row> deadLetters = DeadLetterRows.of(
                ingest.deadLetters().union(programs.deadLetters()),
                terms.folds().generation());
        return AttributionTopology.assemble(ingest.events(), programs.versions(), terms)
                .rows()
                .union(deadLetters);
    }
}
