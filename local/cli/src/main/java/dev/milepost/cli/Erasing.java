package dev.milepost.cli;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.archive.ErasedArchive;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.erasure.ErasedUser;
import dev.milepost.runtime.erasure.ErasureList;
import dev.milepost.runtime.erasure.Pseudonyms;
import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.RawRecord;
import dev.milepost.runtime.source.RawRecords;
import dev.milepost.runtime.source.StreamFile;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Erasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * The erasure of a user, step by step; each can be taken again. First the list of erased users has them, so that whatever comes is
 * suppressed from the next start on, whether the rest is done or not.
 */
final class Erasing {

    private final Context context;
    private final Terminal terminal;
    private final Request request;
    private final Terms terms;
    private final PersonalData personalData;

    /**
     * What is wished.
     *
     * @param user the id
     * @param acceptsMoney whether the ledger may become another
     * @param acceptsPrograms whether other programs may be in force than are
     */
    record Request(String user, String requestedBy, boolean acceptsMoney, boolean acceptsPrograms) {}

    /**
     * What a rebuild goes by.
     *
     * @param settings with the list of erased users
     */
    record Terms(ProgramCatalog programs, ChannelRules channels, Settings settings) {}

    /**
     * A user who is in the list, and what was found of them.
     *
     * @param hideable their events
     * @param ids what must be found nowhere
     */
    record Found(ErasedUser user, Shown.Hideable hideable, Set<String> ids) {}

    Erasing(Context context, Request request, Terms terms) {
        this.context = context;
        this.terminal = context.terminal();
        this.request = request;
        this.terms = terms;
        this.personalData = HashKey.of(context.environment());
    }

    /**
     * Erases them from a warehouse that no stack writes to.
     *
     * @param events what it is computed from
     * @param server null: the embedded engine
     * @param folder null: the home's own
     * @param stopped what the person says of a job on a cluster that wrote to the server
     * @param kafka of that cluster, where the stream of erasures is told; null: it is not
     * @return the exit code
     */
    int of(Path events, PipelineRun.Warehouse server, Path folder, StoppedJobOptions.Stopped stopped, String kafka)
            throws Exception {
        Path data = folder == null ? context.home().warehouse() : folder;
        Found found;
        try (Warehouse warehouse = SqlTarget.choose(context.home(), server, server == null ? data : null)
                .open()) {
            warehouse.requireTables();
            requirePrograms(warehouse.client());
            found = find(files(events)::each, warehouse.client());
        }
        Path state = rebuild(events, found, server, server == null ? data : null, stopped);
        boolean isArchive = ArchiveSnapshot.isArchive(events);
        if (isArchive) {
            ErasedArchive.rewrite(events, terms.settings(), personalData);
        }
        if (kafka != null) {
            tellStream(kafka, found.user());
        } else if (stopped.isSaid()) {
            terminal.tell("Without --bootstrap nobody who listens to the stream erasures is told.");
        }
        try (Warehouse warehouse = SqlTarget.choose(context.home(), server, server == null ? data : null)
                .open()) {
            IdSearch ids = new IdSearch(found.ids());
            Set<String> places = new TreeSet<>(ids.tables(warehouse.client()));
            if (isArchive) {
                ids.files(events).forEach(file -> places.add(file.toString()));
            }
            if (state != null) {
                ids.files(state).forEach(file -> places.add(file.toString()));
            } else if (stopped.isSaid()) {
                terminal.tell(
                        "Without --savepoint there is no state for the job to go on from: one that is started from a savepoint"
                                + " of before has the user in it.");
            }
            if (!isArchive) {
                terminal.tell("The files in " + events
                        + " are yours and stay as they are: what they say of the user is not read any more.");
            }
            return conclude(found, places);
        }
    }

    /**
     * Sees to it that an erasure erases, and changes no program by the way. Before anything is recorded.
     *
     * @throws CommandFailure where the rebuild would go by other programs than what is shown, unless that is accepted
     */
    void requirePrograms(ClickHouseClient warehouse) throws ClickHouseFailure {
        List<String> changes = ProgramsInForce.of(warehouse).changes(terms.programs());
        if (changes.isEmpty()) {
            return;
        }
        String said = "By these programs " + String.join("; ", changes) + ".";
        if (!request.acceptsPrograms()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    said
                            + " An erasure computes everything again, so give it the --programs that the job was"
                            + " started with, or none where it had none: what was applied comes from the record. Where"
                            + " the change is meant, say --accept-programs. Nothing was changed.");
        }
        terminal.tell(said);
    }

    private EventFiles files(Path events) {
        return new EventFiles(events);
    }

    /** Events of stream files, as ingest takes them while nobody is erased. */
    private final class EventFiles {

        private final Path folder;

        EventFiles(Path folder) {
            this.folder = folder;
        }

        void each(Consumer<SpecificRecord> taker) throws IOException {
            Intake intake = new Intake(terms.settings().with(IngestSettings.ERASED, ""));
            for (StreamFile file : StreamFiles.in(folder).files()) {
                if (ErasedTopics.OF_NOBODY.contains(file.contract().stream())) {
                    continue;
                }
                try (RawRecords records = file.open(bytes -> {})) {
                    for (RawRecord record = records.next(); record != null; record = records.next()) {
                        SpecificRecord whole = record.record();
                        Event event = whole == null
                                ? record.ingest(intake, personalData).event()
                                : null;
                        if (whole != null || event != null) {
                            taker.accept(whole == null ? event.payload() : whole);
                        }
                    }
                }
            }
        }
    }

    /** Events of an archive as it is now. */
    void eachArchived(Path archive, Consumer<SpecificRecord> taker) throws IOException {
        files(archive).each(taker);
    }

    /** Finds what names them, and puts them into the list; who is in it already stays there, with what is found more. */
    Found find(UserTrail.Events events, ClickHouseClient client) throws Exception {
        UserTrail trail = UserTrail.of(request.user(), events);
        ErasedMoney money = new ErasedMoney(client, request.user());
        Path file = Path.of(terms.settings().get(IngestSettings.ERASED));
        ErasureList list = ErasureList.in(file).orElseGet(ErasureList::empty);
        Pseudonyms pseudonyms = list.pseudonyms();
        String pseudonym = pseudonyms.of(Kind.USER, request.user());
        boolean isKnown = trail.events() > 0 || money.isThere();
        Map<String, String> renames = money.renames(trail, pseudonyms);
        tell(pseudonym, isKnown, list.of(pseudonym).isPresent(), money.owed());
        ErasureList with = list.with(new ErasedUser(
                pseudonym,
                request.requestedBy(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toEpochMilli(),
                money.isThere(),
                trail.names(pseudonyms),
                money.pseudonymous(renames, pseudonyms),
                pseudonyms.printsOf(inTexts(trail, renames)),
                money.words()));
        Files.createDirectories(file.getParent());
        with.write(file);
        Set<String> ids = trail.ids();
        ids.addAll(renames.keySet());
        Set<String> entities = trail.entities();
        entities.addAll(renames.keySet());
        return new Found(
                with.of(pseudonym).orElseThrow(),
                new Shown.Hideable(entities, request.user() + "/", IdSearch.longEnough(ids)),
                ids);
    }

    private static Set<String> inTexts(UserTrail trail, Map<String, String> renames) {
        Set<String> ids = trail.namedByOthers();
        ids.addAll(renames.keySet());
        return ids;
    }

    private void tell(String pseudonym, boolean isKnown, boolean isListed, List<String> owed) {
        if (!isKnown) {
            terminal.say(
                    isListed
                            ? "They have been erased before, as " + pseudonym + "; nothing more is known of them."
                            : "Nobody of that id is known here. It is recorded all the same, as " + pseudonym
                                    + ": what names them from now on is suppressed.");
        } else if (isListed) {
            terminal.say("They have been erased before, as " + pseudonym + ", and something is known of them still.");
        } else {
            terminal.say("Erased as " + pseudonym + ".");
        }
        if (!owed.isEmpty()) {
            terminal.say("Owed to them, or by them where below 0, and still so under that name: "
                    + String.join(", ", owed) + ". A payout that names the reward by its old id is taken.");
        }
    }

    /** Says it to whoever reads the stream. */
    static void tellStream(String kafka, ErasedUser user) {
        try (StreamProducer producer = new StreamProducer(kafka)) {
            producer.send(Streams.ERASURES, user.user(), event(user));
            producer.flush();
        }
    }

    private static Erasure event(ErasedUser user) {
        return Erasure.newBuilder()
                .setEventId(user.user() + "/" + user.requestedAtMillis())
                .setEventTime(Instant.ofEpochMilli(user.requestedAtMillis()))
                .setUserId(user.user())
                .setRequestedBy(user.requestedBy())
                .build();
    }

    /** Computes everything again without them; gives the folder of the state that a job on a cluster goes on from, or null. */
    Path rebuild(Path events, Found found, PipelineRun.Warehouse server, Path folder, StoppedJobOptions.Stopped stopped)
            throws Exception {
        Backfill backfill = new Backfill(
                context,
                new Backfill.Order(
                        events,
                        false,
                        stopped,
                        null,
                        terms.programs(),
                        terms.channels(),
                        terms.settings(),
                        server,
                        folder,
                        new Backfill.Erased(found.hideable(), request.acceptsMoney())));
        backfill.run();
        return backfill.state();
    }

    /** Says what was found at the end; gives the exit code. */
    int conclude(Found found, Set<String> places) {
        if (places.isEmpty()) {
            terminal.say("Searched for " + Text.count(found.ids().size(), "id") + " of theirs: none is left.");
            return ExitCode.OK;
        }
        terminal.say(
                "Of theirs there still is something in " + String.join(", ", places) + ". Run the same command again.");
        return ExitCode.FIGURES_DIFFER;
    }
}
