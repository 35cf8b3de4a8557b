package dev.milepost.runtime.archive;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The raw archive as a sink in two phases: what is checkpointed becomes visible exactly once, and a restore adds nothing
 * that is there. See the package.
 *
 * <p>Not Flink's FileSink: a container of its bulk writers must end with every checkpoint, so that at one checkpoint a
 * second it makes a file a second of every stream for ever; its compaction knows nothing of containers; and its names say
 * nothing of what is inside, on which here every restore and every reader relies.
 *
 * <p>It is chained to the source, so a record costs one encoding and no copy between threads; nothing downstream waits
 * for it but the barrier, which waits for the disk.
 */
public final class ArchiveSink implements Sink<Ingested>, SupportsCommitter<SealedFile> {

    private static final long serialVersionUID = 1L;
    private static final String UID = "archive-sink";

    private final String folder;
    private final long fileBytes;
    private final int mergeFiles;
    private final LoadedFirst first;

    /**
     * An archive in a folder.
     *
     * @param folder a folder that all task managers see; made where it is not there
     * @param first what the job has taken before all that it archives, where it starts without state: noted then
     */
    public ArchiveSink(Path folder, LoadedFirst first, Settings settings) {
        this.folder = folder.toAbsolutePath().toString();
        this.first = first;
        this.fileBytes = settings.get(ArchiveSettings.FILE_BYTES);
        this.mergeFiles = settings.get(ArchiveSettings.MERGE_FILES);
    }

    /** Archives everything that the source reads. */
    public void attach(DataStream<Ingested> source) {
        source.sinkTo(this).uid(UID).name("archive").setParallelism(source.getParallelism());
    }

    @Override
    public SinkWriter<Ingested> createWriter(WriterInitContext context) throws IOException {
        if (context.getRestoredCheckpointId().isEmpty() && context.getTaskInfo().getIndexOfThisSubtask() == 0) {
            first.note(Path.of(folder));
        }
        return new ArchiveWriter(
                folder(), context.metricGroup().addGroup("archive").counter("records"));
    }

    @Override
    public Committer<SealedFile> createCommitter(CommitterInitContext context) {
        try {
            return new ArchiveCommitter(
                    folder(),
                    new Merge(folder(), fileBytes, mergeFiles),
                    context.getTaskInfo().getIndexOfThisSubtask() == 0,
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException("The archive " + folder + " cannot be used", e);
        }
    }

    private ArchiveFolder folder() {
        return new ArchiveFolder(Path.of(folder));
    }

    @Override
    public SimpleVersionedSerializer<SealedFile> getCommittableSerializer() {
        return new SealedFile.Serializer();
    }
}
