package dev.milepost.pipeline;

import dev.milepost.attribution.ProgramLanguage;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.archive.LoadedFirst;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleSet;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsException;
import dev.milepost.runtime.source.HeldRecords;
import dev.milepost.runtime.source.KafkaEventSource;
import dev.milepost.runtime.source.RawRecord;
import dev.milepost.runtime.source.RawRecords;
import dev.milepost.runtime.source.SourceException;
import dev.milepost.runtime.source.StreamFile;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.AppliedProgram;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The programs that a job without state knows before its first event: those of the files that it is given, and those versions
 * that its stream {@code programs} holds already. No notice is asked of these, since there is nothing yet that they could be too
 * late for. A version that comes later needs notice, as {@link dev.milepost.runtime.rules.RuleGate} says.
 *
 * <p>A rebuild takes first what the live job took first, by what the archive notes ({@link LoadedFirst}), and judges the others by
 * their receipt, as the live job did: so both let in the same versions. A backfill of files that no live job has read takes all.
 *
 * <p>A version that does not agree with those before it is left out: the gate refuses it when its record comes.
 *
 * @param catalog what is known
 * @param first which records that is so of
 */
public record FirstPrograms(ProgramCatalog catalog, LoadedFirst first) {

    /** For a job that goes on from a state, which knows what it took. */
    public static FirstPrograms known(ProgramCatalog given) {
        return new FirstPrograms(given, LoadedFirst.NONE);
    }

    /**
     * For a live job without state.
     *
     * @param given those of the program files
     * @throws SourceException where the topic cannot be read
     */
    public static FirstPrograms of(KafkaEventSource source, ProgramCatalog given, Settings settings) {
        HeldRecords held = source.held(Streams.PROGRAMS);
        return new FirstPrograms(with(given, held.events(), settings), new LoadedFirst(Streams.PROGRAMS, held.ends()));
    }

    /**
     * For a bounded run.
     *
     * @param files what it reads
     * @param first what the live job took first, where the files are an archive
     * @param until records after it are not read; null: all are
     * @throws SourceException where files cannot be read
     */
    public static ProgramCatalog of(
            StreamFiles files,
            LoadedFirst first,
            ProgramCatalog given,
            Settings settings,
            PersonalData personalData,
            Instant until) {
        Intake intake = new Intake(settings);
        List<Event> events = new ArrayList<>();
        for (StreamFile file : files.files()) {
            if (file.contract().stream().equals(Streams.PROGRAMS)) {
                read(file, first, intake, personalData, until, events);
            }
        }
        events.sort(Comparator.comparingLong(Event::receivedAtMillis)
                .thenComparingLong(event -> event.origin().position()));
        return with(given, events, settings);
    }

    private static void read(
            StreamFile file,
            LoadedFirst first,
            Intake intake,
            PersonalData personalData,
            Instant until,
            List<Event> events) {
        try (RawRecords records = file.open(bytes -> {})) {
            for (RawRecord record = records.next(); record != null; record = records.next()) {
                Event event = record.ingest(intake, personalData).event();
                boolean isRead = event != null && (until == null || event.eventTimeMillis() <= until.toEpochMilli());
                if (isRead && first.holds(event.origin())) {
                    events.add(event);
                }
            }
        } catch (IOException e) {
            throw new SourceException(file.path() + " cannot be read: " + e, e);
        }
    }

    private static ProgramCatalog with(ProgramCatalog given, List<Event> events, Settings settings) {
        if (events.isEmpty()) {
            return given;
        }
        ProgramLanguage language = new ProgramLanguage(settings);
        List<RuleVersion> versions = new ArrayList<>();
        events.forEach(event -> read((AppliedProgram) event.payload(), language, versions));
        RuleSet<ProgramCatalog> known;
        try {
            known = RuleSet.of(language, ProgramLanguage.versions(given));
        } catch (RuleException e) {
            throw new SettingsException(e.getMessage(), e);
        }
        try {
            return known.with(versions).rules();
        } catch (RuleException e) {
            // Some do not agree: each in its turn tells which.
            return eachInTurn(known, versions);
        }
    }

    private static void read(AppliedProgram program, ProgramLanguage language, List<RuleVersion> versions) {
        try {
            RuleVersion version = language.read(program.getText());
            if (version.id().equals(program.getProgramVersion())) {
                versions.add(version);
            }
        } catch (RuleException e) {
            // The gate says so of the record.
        }
    }

    private static ProgramCatalog eachInTurn(RuleSet<ProgramCatalog> given, List<RuleVersion> versions) {
        RuleSet<ProgramCatalog> known = given;
        for (RuleVersion version : versions) {
            try {
                known = known.with(List.of(version));
            } catch (RuleException e) {
                // The gate says so of the record.
            }
        }
        return known.rules();
    }
}
