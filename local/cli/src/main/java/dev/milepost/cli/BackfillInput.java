package dev.milepost.cli;

import dev.milepost.pipeline.FirstPrograms;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.archive.ArchiveFolder;
import dev.milepost.runtime.archive.LoadedFirst;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.SpoolBuilder;
import dev.milepost.runtime.source.StreamFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a backfill computes from.
 *
 * @param spool the events, in the order of their receipt
 * @param programs those that hold from the beginning
 */
record BackfillInput(EventSpool spool, ProgramCatalog programs) {

    /**
     * Files, and where to work on them.
     *
     * @param work holds the archive as it was when it was looked at, where the files are one
     */
    record Folder(StreamFiles files, PersonalData personalData, Path work) {

        Path archive() {
            return work.resolve("archive");
        }

        /** What is read: the archive as it was looked at, else the folder. */
        Path source(Backfill.Order order) {
            return Files.isDirectory(archive()) ? archive() : order.events();
        }
    }

    /** Looks at the files, and sorts what is in them. */
    static BackfillInput of(Backfill.Order order, Folder folder, Terminal terminal) throws Exception {
        StreamFiles files = folder.files();
        if (ArchiveSnapshot.isArchive(order.events())) {
            Path archive = ArchiveSnapshot.of(order.events(), folder.archive());
            tellGaps(archive, terminal);
            files = StreamFiles.in(archive);
        }
        ProgramCatalog programs = FirstPrograms.of(
                files,
                LoadedFirst.in(order.events()),
                order.programs(),
                order.settings(),
                folder.personalData(),
                order.until());
        try (SortMeter meter = new SortMeter(terminal)) {
            EventSpool spool = SpoolBuilder.build(
                    files,
                    folder.work().resolve("sort"),
                    order.settings(),
                    folder.personalData(),
                    order.until(),
                    meter);
            return new BackfillInput(spool, programs);
        }
    }

    private static void tellGaps(Path archive, Terminal terminal) {
        List<String> gaps = new ArchiveFolder(archive)
                .gaps().stream().map(ArchiveFolder.Gap::toString).toList();
        if (!gaps.isEmpty()) {
            terminal.tell("The archive has no record of these offsets: " + Text.some(gaps)
                    + ". A file is missing, unless Kafka had none there.");
        }
    }
}
