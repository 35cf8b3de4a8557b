package dev.milepost.runtime.archive;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes checkpointed files visible, by a rename each, and merges small ones. */
final class ArchiveCommitter implements Committer<SealedFile> {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveCommitter.class);

    private final ArchiveFolder folder;
    private final Merge merge;

    /**
     * Makes a committer.
     *
     * @param tidies whether this one, of all parallel ones, removes what crashes left
     */
    ArchiveCommitter(ArchiveFolder folder, Merge merge, boolean tidies, InstantSource clock) throws IOException {
        this.folder = folder;
        this.merge = merge;
        if (tidies) {
            folder.tidy(clock.instant());
        }
    }

    @Override
    public void commit(Collection<CommitRequest<SealedFile>> requests) throws IOException {
        Set<ArchiveName> published = new LinkedHashSet<>();
        for (CommitRequest<SealedFile> request : requests) {
            SealedFile file = request.getCommittable();
            folder.publish(file.sealed(), file.name());
            published.add(file.name());
        }
        for (ArchiveName name : published) {
            try {
                merge.series(name);
            } catch (IOException e) {
                // The files are all there; the next commit tries again.
                LOG.warn("Could not merge small files of the archive like {}", name, e);
            }
        }
    }

    @Override
    public void close() {}
}
