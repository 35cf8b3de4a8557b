package dev.milepost.cli;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.programs.AppliedVersion;
import dev.milepost.programs.LongestWindow;
import dev.milepost.programs.ProgramApplication;
import dev.milepost.programs.ProgramApplication.Candidate;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.Withdrawal;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.AppliedProgram;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Applies and withdraws programs: a version goes into the topic once it is known to be right, under {@code program@version}.
 * Of two people who apply at the same moment, neither sees what the other does.
 */
final class ProgramRegister {

    /** What happens with it. */
    static final String NOTE = "From valid_from on, referrals, milestones, asks and rewards go by it.";

    private final Terminal terminal;
    private final Settings settings;
    private final String by;
    private final Clock clock;
    private final Optional<RunFile> stack;
    private final String address;

    /**
     * For the Kafka that was named, or the running stack's.
     *
     * @param by who does it
     */
    ProgramRegister(Context context, KafkaOptions kafka, Settings settings, String by, Clock clock) {
        this.terminal = context.terminal();
        this.settings = settings;
        this.by = by;
        this.clock = clock;
        this.stack = kafka.stack(context.home());
        this.address = kafka.address(stack);
    }

    /**
     * Applies all files' versions that are not applied yet, or none.
     *
     * @throws dev.milepost.programs.ProgramFileException with every problem of every file
     */
    void apply(List<Path> files) {
        List<Candidate> candidates;
        try (ProgramTopic topic = new ProgramTopic(address, settings)) {
            Collection<AppliedVersion> applied = topic.applied();
            candidates =
                    ProgramApplication.check(files, applied, needsNotice(topic) ? earliest() : null, longestWindow());
        }
        send(candidates.stream()
                .filter(candidate -> !candidate.isApplied())
                .map(candidate -> new AppliedVersion(
                        candidate.version().program(),
                        candidate.version().version(),
                        candidate.version().validFromMillis(),
                        candidate.version().validToMillis(),
                        candidate.file().getFileName().toString(),
                        candidate.text()))
                .toList());
        candidates.forEach(candidate -> terminal.say(candidate.version().label()
                + (candidate.isApplied() ? " was applied already: " : " is applied: ")
                + holding(candidate)));
        terminal.say(NOTE);
    }

    private String holding(Candidate candidate) {
        Instant from = Instant.ofEpochMilli(candidate.version().validFromMillis());
        long to = candidate.version().validToMillis();
        return "it holds from " + from + " on" + ahead(from)
                + (to == Long.MAX_VALUE ? "" : " until " + Instant.ofEpochMilli(to))
                + candidate.replaces().map(label -> ", in place of " + label).orElse("") + ".";
    }

    private String ahead(Instant time) {
        Duration until = Duration.between(clock.instant(), time);
        return until.isNegative() ? "" : " (in " + Text.duration(until) + ")";
    }

    /** Ends a program at a time, by a version that is as the one that holds just before. */
    void withdraw(String program, Instant at) {
        AppliedVersion latest;
        AppliedVersion last;
        Instant end = at.truncatedTo(ChronoUnit.MILLIS);
        try (ProgramTopic topic = new ProgramTopic(address, settings)) {
            Collection<AppliedVersion> applied = topic.applied();
            latest = last(program, applied);
            last = Withdrawal.ended(program, applied, end).orElse(latest);
        }
        if (last.validToMillis() == end.toEpochMilli()) {
            terminal.say(last.label() + " ends " + program + " at " + end + " already.");
            return;
        }
        Instant from = latest(earliest(), Instant.ofEpochMilli(last.validFromMillis()));
        if (last.validToMillis() <= from.toEpochMilli()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    last.label() + " ends " + program + " at " + Instant.ofEpochMilli(last.validToMillis())
                            + ": it is withdrawn already.");
        }
        if (!end.isAfter(from)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "--at " + end + " is too early: "
                            + (from.toEpochMilli() == last.validFromMillis()
                                    ? last.label() + ", which is applied, begins at " + from
                                    : "a version must be sent " + ProgramApplication.SENT_AHEAD.toSeconds()
                                            + " s before it holds, to be there "
                                            + ProgramApplication.NOTICE.toSeconds() + " s before")
                            + ". Name a time after " + from + ".");
        }
        int next = Math.toIntExact(latest.version() + 1);
        String text = Withdrawal.of(last, next, from, end)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.REFUSED_INPUT,
                        "The file of " + last.label() + " (" + last.fileName() + ") is written in a way that only a"
                                + " person should edit. Apply one that says the same with version: " + next
                                + ", valid_from: " + from + " and valid_to: " + end + "."));
        send(List.of(
                new AppliedVersion(program, next, from.toEpochMilli(), end.toEpochMilli(), last.fileName(), text)));
        terminal.say(program + " is withdrawn at " + end + ahead(end) + ": until then " + program + "@" + next
                + " holds, which says what " + last.label() + " says"
                + (last.version() == latest.version() ? "." : "; " + latest.label() + " never begins."));
        terminal.say("The program's next version, should it return, is " + (next + 1) + ".");
        terminal.say(NOTE);
    }

    private static AppliedVersion last(String program, Collection<AppliedVersion> applied) {
        return applied.stream()
                .filter(version -> version.program().equals(program))
                .max(Comparator.comparingLong(AppliedVersion::version))
                .orElseThrow(() -> {
                    TreeSet<String> programs = new TreeSet<>();
                    applied.forEach(version -> programs.add(version.program()));
                    return new CommandFailure(
                            ExitCode.REFUSED_INPUT,
                            "No version of " + program + " was applied"
                                    + (programs.isEmpty()
                                            ? ", nor of any program."
                                            : ". Applied are " + String.join(", ", programs) + "."));
                });
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** From when on a version that is sent now may hold: a whole second. */
    private Instant earliest() {
        return clock.instant()
                .plus(ProgramApplication.SENT_AHEAD)
                .plus(Duration.ofSeconds(1).minusNanos(1))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether a version has to come ahead of its time: a job that runs, here or anywhere, judges it by receipt, event or none. */
    private boolean needsNotice(ProgramTopic topic) {
        return stack.isPresent() || topic.isUnderWay();
    }

    /** The running stack's own, where it is the one that takes them. */
    private LongestWindow longestWindow() {
        return AttributionSettings.longestWindow(stack.map(RunFile::longestWindowMillis)
                .filter(millis -> millis > 0) // a stack of a release before does not say
                .map(millis -> settings.with(AttributionSettings.LONGEST_WINDOW, Duration.ofMillis(millis)))
                .orElse(settings));
    }

    private void send(List<AppliedVersion> versions) {
        versions.forEach(version -> ProgramFiles.parse(Map.of(version.label(), version.text()), longestWindow()));
        List<AppliedProgram> records = versions.stream().map(this::record).toList();
        Intake intake = new Intake(settings);
        for (AppliedProgram record : records) {
            Ingested checked =
                    intake.ofRecord(Streams.of(record), record, null, Origin.ofFile(record.getFileName(), 1));
            if (checked.event() == null) {
                throw new CommandFailure(
                        ExitCode.REFUSED_INPUT,
                        record.getProgramVersion() + " cannot be applied: "
                                + checked.deadLetter().getDetail());
            }
        }
        if (records.isEmpty()) {
            return;
        }
        try (StreamProducer producer = new StreamProducer(address)) {
            records.forEach(record -> producer.send(Streams.PROGRAMS, record.getProgramVersion(), record));
            producer.flush();
        }
    }

    private AppliedProgram record(AppliedVersion version) {
        return AppliedProgram.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setEventTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setProgramVersion(version.label())
                .setProgramId(version.program())
                .setVersion(version.version())
                .setValidFrom(Instant.ofEpochMilli(version.validFromMillis()))
                .setValidTo(
                        version.validToMillis() == Long.MAX_VALUE
                                ? null
                                : Instant.ofEpochMilli(version.validToMillis()))
                .setFileName(version.fileName())
                .setText(version.text())
                .setAppliedBy(by)
                .build();
    }
}
