package dev.milepost.runtime.archive;

import dev.milepost.runtime.archive.ArchiveFolder.Partition;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.Counter;

/**
 * Writes what one source reads to hidden files, two at most for each partition, and seals them with every checkpoint.
 *
 * <p>A record whose offset the archive covers already is passed over: a restore from a checkpoint before the latest, and
 * a run that starts without state from Kafka's first record, read records that are in visible files. What is suppressed is not
 * archived, but its offset is: a name covers it.
 */
final class ArchiveWriter implements CommittingSinkWriter<Ingested, SealedFile> {

    private final ArchiveFolder folder;
    private final Map<Partition, Long> archived;
    private final Wire wire = new Wire();
    private final Map<Partition, Range> ranges = new HashMap<>();
    private final Counter records;

    ArchiveWriter(ArchiveFolder folder, Counter records) {
        this.folder = folder;
        this.archived = folder.ends();
        this.records = records;
    }

    @Override
    public void write(Ingested record, Context context) throws IOException {
        Origin origin = record.origin();
        Partition partition = new Partition(origin.name(), origin.partition());
        if (origin.position() <= archived.getOrDefault(partition, -1L)) {
            return;
        }
        ranges.computeIfAbsent(partition, any -> new Range(Streams.named(origin.name()), origin.partition()))
                .add(record, origin.position());
        records.inc();
    }

    /** Files are whole only at a checkpoint: nothing to do before. */
    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<SealedFile> prepareCommit() throws IOException {
        List<SealedFile> sealed = new ArrayList<>();
        for (Range range : ranges.values()) {
            range.seal(sealed);
        }
        ranges.clear();
        return sealed;
    }

    /** What is open was not checkpointed: it will be read again. */
    @Override
    public void close() throws IOException {
        for (Range range : ranges.values()) {
            range.discard();
        }
        ranges.clear();
    }

    /** What was read of one partition since the last checkpoint. */
    private final class Range {

        private final StreamContract contract;
        private final int partition;
        private OpenFile accepted;
        private OpenFile refused;
        private long first = -1;
        private long last;

        Range(StreamContract contract, int partition) {
            this.contract = contract;
            this.partition = partition;
        }

        void add(Ingested record, long offset) throws IOException {
            first = first < 0 ? offset : first;
            last = offset;
            if (record.suppressed() != null) {
                return;
            }
            if (record.event() != null) {
                if (accepted == null) {
                    accepted = OpenFile.start(folder.open(), contract, false, wire);
                }
                accepted.add(record);
            } else {
                if (refused == null) {
                    refused = OpenFile.start(folder.open(), contract, true, wire);
                }
                refused.add(record);
            }
        }

        void seal(List<SealedFile> sealed) throws IOException {
            if (accepted == null && refused == null) {
                // Of erased users alone: a file without a record says that its offsets are archived.
                accepted = OpenFile.start(folder.open(), contract, false, wire);
            }
            seal(accepted, false, sealed);
            seal(refused, true, sealed);
        }

        private void seal(OpenFile file, boolean ofRefused, List<SealedFile> sealed) throws IOException {
            if (file != null) {
                ArchiveName name = new ArchiveName(contract.stream(), ofRefused, partition, first, last);
                sealed.add(new SealedFile(folder.seal(file.finish(), name), name));
            }
        }

        void discard() throws IOException {
            if (accepted != null) {
                accepted.discard();
            }
            if (refused != null) {
                refused.discard();
            }
        }
    }
}
