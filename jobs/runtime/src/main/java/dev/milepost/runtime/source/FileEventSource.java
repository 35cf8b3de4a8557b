package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.settings.Settings;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Bounded events: a spool in event-time order, read by one reader, so that the order holds. There is no idleness. The
 * job must run with {@link EventSpool#bounded} settings, so that its timers stop at the horizon.
 */
public final class FileEventSource implements EventSource {

    private static final String UID = "source-files";

    private final EventSpool spool;
    private final Settings settings;

    public FileEventSource(EventSpool spool, Settings settings) {
        this.spool = spool;
        this.settings = settings;
    }

    @Override
    public DataStream<Ingested> read(StreamExecutionEnvironment env) {
        FileSource<Ingested> source = FileSource.forRecordStreamFormat(
                        new SpoolFormat(), Path.fromLocalFile(spool.file().toFile()))
                .build();
        return env.fromSource(source, IngestedWatermarks.strategy(settings), "Events (files)", IngestedCodec.TYPE_INFO)
                .uid(UID)
                .setParallelism(1);
    }
}
