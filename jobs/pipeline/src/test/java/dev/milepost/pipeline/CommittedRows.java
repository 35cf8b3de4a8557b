package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A warehouse in this JVM that keeps the promise of the real sink: rows are visible once a checkpoint holds them. What a
 * killed job wrote after its last checkpoint is never seen.
 */
final class CommittedRows implements Sink<Row>, SupportsCommitter<String>, AutoCloseable {

    private static final long serialVersionUID = 1L;

    private static final Map<String, List<Row>> SEALED = new ConcurrentHashMap<>();
    private static final Map<String, CollectedRows> VISIBLE = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    CommittedRows() {
        VISIBLE.put(id, new CollectedRows());
    }

    /** The visible rows of all keys. */
    List<SpecificRecord> rows() {
        return VISIBLE.get(id).rows();
    }

    @Override
    public void close() {
        VISIBLE.remove(id);
        SEALED.keySet().removeIf(block -> block.startsWith(id));
    }

    @Override
    public CommittingSinkWriter<Row, String> createWriter(WriterInitContext context) {
        return new Writer(id);
    }

    @Override
    public Committer<String> createCommitter(CommitterInitContext context) {
        return new Committer<>() {
            @Override
            public void commit(Collection<CommitRequest<String>> blocks) {
                for (CommitRequest<String> block : blocks) {
                    // A block that comes again, after a restore, changes nothing: it is gone.
                    List<Row> rows = SEALED.remove(block.getCommittable());
                    if (rows != null) {
                        VISIBLE.get(id).addAll(rows);
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SimpleVersionedSerializer<String> getCommittableSerializer() {
        return new SimpleVersionedSerializer<>() {
            @Override
            public int getVersion() {
                return 1;
            }

            @Override
            public byte[] serialize(String block) {
                return block.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String deserialize(int version, byte[] bytes) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        };
    }

    private static final class Writer implements CommittingSinkWriter<Row, String> {

        private final String id;
        private List<Row> open = new ArrayList<>();

        Writer(String id) {
            this.id = id;
        }

        @Override
        public void write(Row row, Context context) {
            open.add(row);
        }

        @Override
        public void flush(boolean endOfInput) {
            // prepareCommit follows, and seals.
        }

        @Override
        public Collection<String> prepareCommit() {
            if (open.isEmpty()) {
                return List.of();
            }
            String block = id + "/" + UUID.randomUUID();
            SEALED.put(block, open);
            open = new ArrayList<>();
            return List.of(block);
        }

        @Override
        public void close() {}
    }
}
