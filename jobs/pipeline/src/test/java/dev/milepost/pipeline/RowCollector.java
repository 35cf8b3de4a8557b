package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that keeps rows in this JVM, for tests whose cluster runs in it. Rows of a failed attempt stay: revisions decide. */
final class RowCollector implements Sink<Row> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, List<List<Row>>> COLLECTED = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    RowCollector() {
        COLLECTED.put(id, new CopyOnWriteArrayList<>());
    }

    List<Row> rows() {
        return COLLECTED.get(id).stream().flatMap(List::stream).toList();
    }

    void forget() {
        COLLECTED.remove(id);
    }

    @Override
    public SinkWriter<Row> createWriter(WriterInitContext context) {
        List<Row> mine = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
        COLLECTED.get(id).add(mine);
        return new SinkWriter<>() {
            @Override
            public void write(Row row, Context writeContext) {
                mine.add(row);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
