package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.schemas.Tables;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.row.DeadLetterRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells every dead letter to the topic {@code dead-letters} too, once the warehouse has it. The key is its id, the value
 * its row in the encoding of all topics; a dead letter that no longer holds (an order that turned out to be the first of
 * its kind) is told as a tombstone, a null value.
 *
 * <p>It stands around the inserter of the two-phase sink, because there is the whole promise already: only rows that are
 * checkpointed come here, in the order of their revisions, of every stage, the rows that the warehouse refused among
 * them; and the block is not committed before the topic has all of them. A crash between repeats the block and so the
 * records: at least once, idempotent by id, as readers of the topic (or its compaction) see by the key. Kafka's
 * transactions would add a second two-phase sink, a transaction timeout to outlive, and a hanging transaction that holds
 * back every reader after a crash, for a topic whose records are idempotent as they are.
 *
 * <p>A Kafka that does not answer is a failure to be repeated, like a server that does not.
 */
public final class DeadLetterTopic implements BlockInserter {

    /** The topic's name. */
    public static final String NAME = "dead-letters";

    private static final String TABLE = Tables.of(new DeadLetterRow()).table();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockInserter inserter;
    private final String bootstrapServers;
    private final Duration patience;
    private final RowDecoder decoder = RowDecoder.of(TABLE);
    private final Wire wire = new Wire();
    private KafkaProducer<byte[], byte[]> producer;

    /**
     * Stands around an inserter.
     *
     * @param patience a record that Kafka has not acknowledged for so long counts as failed, and is repeated
     */
    DeadLetterTopic(BlockInserter inserter, String bootstrapServers, Duration patience) {
        this.inserter = inserter;
        this.bootstrapServers = bootstrapServers;
        this.patience = patience;
    }

    /** Inserters that tell what they inserted. */
    public static Factory telling(Factory inserters, String bootstrapServers) {
        return () -> new DeadLetterTopic(inserters.open(), bootstrapServers, PATIENCE);
    }

    @Override
    public void insert(String table, byte[] header, byte[] rows, String token) throws InsertFailure {
        inserter.insert(table, header, rows, token);
        if (table.equals(TABLE)) {
            tell(decoder.decodeAll(rows));
        }
    }

    /** Synchronised: an insert that was given up may still be at it. */
    private synchronized void tell(List<Map<String, Object>> rows) throws InsertFailure {
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
            }
            List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
            for (Map<String, Object> row : rows) {
                byte[] key = String.valueOf(row.get("dead_letter_id")).getBytes(StandardCharsets.UTF_8);
                boolean gone = !Integer.valueOf(0).equals(row.get("is_deleted"));
                sent.add(producer.send(new ProducerRecord<>(NAME, key, gone ? null : wire.encode(record(row)))));
            }
            producer.flush();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException e) {
            throw unreachable(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private InsertFailure unreachable(Throwable cause) {
        return InsertFailure.unreachable(
                "The dead letters are in the warehouse, but Kafka at " + bootstrapServers + " does not take them into "
                        + NAME + ": " + cause,
                cause);
    }

    private static DeadLetterRow record(Map<String, Object> row) {
        DeadLetterRow record = new DeadLetterRow();
        DeadLetterRow.getClassSchema().getFields().forEach(field -> record.put(field.pos(), row.get(field.name())));
        return record;
    }

    private Map<String, Object> properties() {
        int millis = Math.toIntExact(patience.toMillis());
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millis);
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(patience);
        }
        inserter.close();
    }
}
