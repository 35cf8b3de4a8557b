package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.settings.Settings;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Bounded events: a spool in the order of receipt, read by one reader, so that the order holds. There is no idleness. The
 * job must run with {@link EventSpool#bounded} settings, so that its timers stop at the horizon.
 */
public final class FileEventSource implements EventSource {

    private static final String UID = "source-files";
    private static final String RECEIPT_UID = "source-files-received";
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final EventSpool spool;
    private final Settings settings;
    private final boolean open;

    public FileEventSource(EventSpool spool, Settings settings) {
        this(spool, settings, false);
    }

    private FileEventSource(EventSpool spool, Settings settings, boolean open) {
        this.spool = spool;
        this.settings = settings;
        this.open = open;
    }

    /**
     * As the other, but without an end: after the last event nothing more comes, and time stands. So a savepoint of the
     * job is one that a live run goes on from. Its settings are not bounded.
     */
    public static FileEventSource withoutEnd(EventSpool spool, Settings settings) {
        return new FileEventSource(spool, settings, true);
    }

    @Override
    public DataStream<Ingested> read(StreamExecutionEnvironment env) {
        FileSource.FileSourceBuilder<Ingested> source = FileSource.forRecordStreamFormat(
                new SpoolFormat(), Path.fromLocalFile(spool.file().toFile()));
        if (open) {
            source.monitorContinuously(LOOK_AGAIN);
        }
        return env.fromSource(
                        source.build(), WatermarkStrategy.noWatermarks(), "Events (files)", IngestedCodec.TYPE_INFO)
                .uid(UID)
                .setParallelism(1)
                .transform(
                        "Events (files): in the order of receipt",
                        IngestedCodec.TYPE_INFO,
                        new InOrderOfReceipt(settings))
                .uid(RECEIPT_UID)
                .setParallelism(1);
    }
}
