package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.schemas.TopicContract;
import dev.milepost.schemas.Topics;
import dev.milepost.schemas.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells rows to the outside, once the warehouse has them: those of each table that a {@linkplain Topics topic} is of, to that
 * topic. The value is a message of the topic's schema, made of the row's columns, in the encoding of all
 * topics; the key is the field that the schema names.
 *
 * <p>It stands around the inserter of the two-phase sink, because there is the whole promise already: only rows that are
 * checkpointed come here, of every stage, the rows that the warehouse refused among them; and the block is not committed before
 * the topic has all of them. A crash between repeats the block and so its messages, with the same bytes: at least once,
 * idempotent by what the schema's words say. Messages of one row come in the order of its revisions; those of two rows, be their
 * key one, may overtake each other, for blocks of two writers wait for nothing of each other. Kafka's transactions would add a
 * second two-phase sink, a transaction timeout to outlive, and a hanging transaction that holds back every reader after a crash,
 * for topics whose messages are idempotent as they are.
 *
 * <p>A row that no longer holds (a dead letter of an order that turned out to be the first of its kind) is a tombstone, a null
 * value, in a topic that is keyed by the row's own identity, whose readers, or its compaction, see by the key what holds. In one
 * that is not there are none: what such a table tells is corrected by further rows, and a row of it that is taken back is an
 * error of whoever wrote it.
 *
 * <p>A Kafka that does not answer is a failure to be repeated, like a server that does not.
 */
public final class ToldTopics implements BlockInserter {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockInserter inserter;
    private final String bootstrapServers;
    private final Duration patience;
    private final Map<String, RowDecoder> decoders = new HashMap<>();
    private final Wire wire = new Wire();
    private KafkaProducer<byte[], byte[]> producer;

    /**
     * Stands around an inserter.
     *
     * @param patience a message that Kafka has not acknowledged for so long counts as failed, and is repeated
     */
    ToldTopics(BlockInserter inserter, String bootstrapServers, Duration patience) {
        this.inserter = inserter;
        this.bootstrapServers = bootstrapServers;
        this.patience = patience;
    }

    /** Inserters that tell what they inserted. */
    public static Factory telling(Factory inserters, String bootstrapServers) {
        return () -> new ToldTopics(inserters.open(), bootstrapServers, PATIENCE);
    }

    @Override
    public void insert(String table, byte[] header, byte[] rows, String token) throws InsertFailure {
        inserter.insert(table, header, rows, token);
        List<TopicContract> topics = Topics.of(table);
        if (!topics.isEmpty()) {
            tell(topics, table, rows);
        }
    }

    /** Synchronised: an insert that was given up may still be at it. */
    private synchronized void tell(List<TopicContract> topics, String table, byte[] rows) throws InsertFailure {
        List<Map<String, Object>> decoded =
                decoders.computeIfAbsent(table, RowDecoder::of).decodeAll(rows);
        for (TopicContract topic : topics) {
            List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
            for (Map<String, Object> row : decoded) {
                if (isTold(topic, row)) {
                    messages.add(message(topic, row));
                }
            }
            if (!messages.isEmpty()) {
                send(topic, messages);
            }
        }
    }

    private static boolean isTold(TopicContract topic, Map<String, Object> row) {
        return topic.turnField() == null || (Long) row.get(topic.turnField()) > 0;
    }

    private ProducerRecord<byte[], byte[]> message(TopicContract topic, Map<String, Object> row) {
        byte[] key = String.valueOf(row.get(topic.keyColumn())).getBytes(StandardCharsets.UTF_8);
        boolean gone = !Integer.valueOf(0).equals(row.get("is_deleted"));
        if (gone && !topic.isKeyedByRow()) {
            throw new IllegalStateException("A row of " + topic.table() + " was taken back, which the topic "
                    + topic.topic() + " cannot tell: " + row);
        }
        return new ProducerRecord<>(topic.topic(), key, gone ? null : wire.encode(record(topic, row)));
    }

    private static SpecificRecord record(TopicContract topic, Map<String, Object> row) {
        SpecificRecord record = topic.newMessage();
        for (Schema.Field field : topic.schema().getFields()) {
            record.put(field.pos(), row.get(TopicContract.column(field)));
        }
        return record;
    }

    private void send(TopicContract topic, List<ProducerRecord<byte[], byte[]>> messages) throws InsertFailure {
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
            }
            List<Future<RecordMetadata>> sent = new ArrayList<>(messages.size());
            for (ProducerRecord<byte[], byte[]> message : messages) {
                sent.add(producer.send(message));
            }
            producer.flush();
            for (Future<RecordMetadata> message : sent) {
                message.get();
            }
        } catch (ExecutionException e) {
            throw unreachable(topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(topic, e);
        } catch (KafkaException e) {
            throw unreachable(topic, e);
        }
    }

    private InsertFailure unreachable(TopicContract topic, Throwable cause) {
        return InsertFailure.unreachable(
                "The rows of " + topic.table() + " are in the warehouse, but Kafka at " + bootstrapServers
                        + " does not take them into " + topic.topic() + ": " + cause,
                cause);
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
