package dev.milepost.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.rules.KnownRule;
import dev.milepost.runtime.rules.RuleUpdate;
import dev.milepost.schemas.row.ProgramRow;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The versions that the gate knows as rows of programs. A version has two rows in its time at most: without its record it is the
 * generation's first revision, with it the second.
 */
final class ProgramRows extends RichMapFunction<KnownRule, Row> {

    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long firstRevision;
    private transient RowEncoder encoder;

    private ProgramRows(long firstRevision) {
        this.firstRevision = firstRevision;
    }

    static DataStream<Row> of(DataStream<KnownRule> programs, long generation) {
        return programs.map(new ProgramRows(FoldSettings.firstRevision(generation)))
                .returns(RowCodec.TYPE)
                .uid("program-rows")
                .name("Programs as rows")
                .setParallelism(1);
    }

    @Override
    public void open(OpenContext context) {
        encoder = RowEncoder.of(ProgramRow.SCHEMA$);
    }

    @Override
    public Row map(KnownRule known) throws JsonProcessingException {
        return encoder.encode(row(known), firstRevision + (known.by() == null ? 1 : 2), false);
    }

    static ProgramRow row(KnownRule known) throws JsonProcessingException {
        String id = known.version().id();
        String text = known.version().text();
        ProgramVersion version = ProgramFiles.parse(Map.of(id, text)).versions().get(0);
        ProgramRow row = new ProgramRow();
        row.setProgramId(version.program());
        row.setVersion((long) version.version());
        row.setValidFrom(Instant.ofEpochMilli(version.validFromMillis()));
        row.setValidTo(
                version.validToMillis() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(version.validToMillis()));
        row.setText(text);
        RuleUpdate by = known.by();
        if (by == null) {
            row.setFileName(id);
            row.setAppliedAt(row.getValidFrom());
            row.setAppliedBy("");
            row.setEventId("");
        } else {
            JsonNode record = JSON.readTree(by.payload());
            row.setFileName(record.path("file_name").asText(id));
            row.setAppliedAt(Instant.ofEpochMilli(by.eventTimeMillis()));
            row.setAppliedBy(
                    record.hasNonNull("applied_by") ? record.get("applied_by").asText() : "");
            row.setEventId(by.eventId());
        }
        return row;
    }
}
