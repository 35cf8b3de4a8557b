package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.schemas.row.DeadLetterRow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Dead letters of ingest as rows: each stands for one record for good, so all have the generation's first revision. */
final class DeadLetterRows extends RichMapFunction<DeadLetterRow, Row> {

    private static final long serialVersionUID = 1L;

    private final long revision;
    private transient RowEncoder encoder;

    private DeadLetterRows(long revision) {
        this.revision = revision;
    }

    static DataStream<Row> of(DataStream<DeadLetterRow> deadLetters, String uid, long generation) {
        return deadLetters
                .map(new DeadLetterRows(FoldSettings.firstRevision(generation) + 1))
                .returns(RowCodec.TYPE)
                .uid(uid)
                .name("Dead letters as rows");
    }

    @Override
    public void open(OpenContext context) {
        encoder = RowEncoder.of(DeadLetterRow.SCHEMA$);
    }

    @Override
    public Row map(DeadLetterRow deadLetter) {
        return encoder.encode(deadLetter, revision, false);
    }
}
