package dev.milepost.pipeline;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.IngestedWatermarks;
import dev.milepost.schemas.Streams;
import dev.milepost.testkit.harness.Delivery;
import dev.milepost.testkit.population.TimedRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The partitions of a delivery as sources of a job in this JVM: each in exactly its order, with its own watermarks. */
final class DeliverySource implements AutoCloseable {

    private static final Map<String, Delivery> DELIVERIES = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final Delivery delivery;
    private final Settings settings;

    DeliverySource(Delivery delivery, Settings settings) {
        this.delivery = delivery;
        this.settings = settings;
        DELIVERIES.put(id, delivery);
    }

    /** Adds the sources to a graph. */
    DataStream<Ingested> read(StreamExecutionEnvironment env, Gate gate) {
        DataStream<Ingested> all = null;
        for (int partition = 0; partition < delivery.partitions().size(); partition++) {
            long records = delivery.partitions().get(partition).size();
            DataStream<Ingested> one = env.fromSource(
                            new DataGeneratorSource<>(
                                    new Records(id, partition, settings),
                                    records,
                                    gate.of(records),
                                    IngestedCodec.TYPE_INFO),
                            watermarks(),
                            "Partition " + partition)
                    .uid("partition-" + partition)
                    .setParallelism(1);
            all = all == null ? one : all.union(one);
        }
        return all;
    }

    private WatermarkStrategy<Ingested> watermarks() {
        WatermarkStrategy<Ingested> real = IngestedWatermarks.strategy(settings);
        int every = delivery.variant().cadence().records();
        return WatermarkStrategy.<Ingested>forGenerator(
                        context -> new EveryFew(real.createWatermarkGenerator(context), every))
                .withTimestampAssigner(real);
    }

    @Override
    public void close() {
        DELIVERIES.remove(id);
    }

    /** The real watermarks, at places that do not depend on the machine's pace. */
    private static final class EveryFew implements WatermarkGenerator<Ingested> {

        private final WatermarkGenerator<Ingested> real;
        private final int every;
        private int since;

        EveryFew(WatermarkGenerator<Ingested> real, int every) {
            this.real = real;
            this.every = every;
        }

        @Override
        public void onEvent(Ingested ingested, long timestamp, WatermarkOutput output) {
            real.onEvent(ingested, timestamp, output);
            if (++since == every) {
                since = 0;
                real.onPeriodicEmit(output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Only records carry time on.
        }
    }

    private static final class Records implements GeneratorFunction<Long, Ingested> {

        private static final long serialVersionUID = 1L;

        private final String id;
        private final int partition;
        private final Settings settings;
        private transient List<TimedRecord> records;
        private transient Intake intake;

        Records(String id, int partition, Settings settings) {
            this.id = id;
            this.partition = partition;
            this.settings = settings;
        }

        @Override
        public void open(SourceReaderContext context) {
            records = DELIVERIES.get(id).partitions().get(partition);
            intake = new Intake(settings);
        }

        @Override
        public Ingested map(Long index) {
            TimedRecord record = records.get(index.intValue());
            return intake.ofRecord(
                    Streams.of(record.record()),
                    record.record(),
                    record.receivedAt().toEpochMilli(),
                    new Origin(
                            record.origin().name(),
                            record.origin().partition(),
                            record.origin().position()));
        }
    }
}
