package dev.milepost.programs;

import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that are to be applied, checked beside the versions that were applied before: all of them can be, or none is.
 *
 * <p>An event is decided by the version that holds at its time. So once a job runs or there are events, a version must be there
 * before the time from which it holds, and the versions of a program come in their order.
 */
public final class ProgramApplication {

    /** So long before it holds a version must have arrived where a job runs or there are events. */
    public static final Duration NOTICE = Duration.ofSeconds(60);

    /** So long before it holds a version must be sent: its way may take the difference. */
    public static final Duration SENT_AHEAD = NOTICE.plusSeconds(5);

    /** What a message proposes leaves the person so long to do it. */
    private static final Duration SPARE = Duration.ofMinutes(5);

    /**
     * A file's version.
     *
     * @param text the file, whole
     * @param isApplied it was applied before, and says the same
     * @param replaces the version that it takes the place of, if one holds until then
     */
    public record Candidate(
            ProgramVersion version, Path file, String text, boolean isApplied, Optional<String> replaces) {}

    private record Read(ProgramFiles.Sourced source, Path file, String text) {

        ProgramVersion version() {
            return source.version();
        }
    }

    private final Problems problems = new Problems();
    private final Collection<AppliedVersion> before;

    /** Null where there is neither a job nor an event yet. */
    private final Instant earliest;

    private final LongestWindow longest;

    private ProgramApplication(Collection<AppliedVersion> before, Instant earliest, LongestWindow longest) {
        this.before = before;
        this.earliest = earliest;
        this.longest = longest;
    }

    /**
     * Checks files.
     *
     * @param paths files, and folders that hold them
     * @param before what was applied
     * @param earliest the earliest valid_from that is still in time; null where there is neither a job nor an event yet, and any is
     * @param longest how long the deployment keeps touches
     * @return the files' versions, in the order given
     * @throws ProgramFileException with every problem of every file, its place and what to do
     */
    public static List<Candidate> check(
            List<Path> paths, Collection<AppliedVersion> before, Instant earliest, LongestWindow longest) {
        return new ProgramApplication(before, earliest, longest).check(paths);
    }

    private List<Candidate> check(List<Path> paths) {
        ProgramFiles files = new ProgramFiles(problems, longest);
        List<Read> read = new ArrayList<>();
        for (Path file : files.each(paths)) {
            String text = YamlFile.text(file, problems);
            ProgramFiles.Sourced source =
                    text == null ? null : files.add(YamlFile.parse(file.toString(), text, problems));
            if (source != null) {
                read.add(new Read(source, file, text));
            }
        }
        files.compare(this::standing);
        List<Candidate> candidates =
                read.stream().map(one -> candidate(one, read)).toList();
        if (!problems.isEmpty()) {
            throw new ProgramFileException(problems.lines());
        }
        return candidates;
    }

    private Candidate candidate(Read one, List<Read> all) {
        ProgramVersion version = one.version();
        Optional<AppliedVersion> same = ofProgram(version)
                .filter(other -> other.version() == version.version())
                .findAny();
        boolean isApplied = same.isPresent() && same.get().says(version, one.text());
        if (same.isPresent() && !isApplied) {
            problems.add(
                    one.source().versionPlace(),
                    version.label() + " was applied with other content, and a version never changes: give this one"
                            + " version " + next(version));
        } else if (!isApplied) {
            inOrder(one);
            inTime(one);
            sharesNoExperiment(one);
        }
        return new Candidate(version, one.file(), one.text(), isApplied, replaced(version, all));
    }

    private void inOrder(Read one) {
        ProgramVersion version = one.version();
        Optional<AppliedVersion> latest = latest(version);
        if (earliest != null && latest.isPresent() && latest.get().version() > version.version()) {
            problems.add(
                    one.source().versionPlace(),
                    "version " + version.version() + " of " + version.program() + " comes after version "
                            + latest.get().version() + ", which is applied: give it version " + next(version)
                            + " or a higher one");
            return;
        }
        ofProgram(version)
                .filter(other -> other.version() < version.version()
                        ? !version.mayFollow(other.validFromMillis())
                        : !other.mayFollow(version.validFromMillis()))
                .findFirst()
                .ifPresent(other -> problems.add(
                        one.source().validFromPlace(),
                        "version " + version.version() + " of " + version.program() + " is valid from "
                                + Instant.ofEpochMilli(version.validFromMillis()) + ", and version "
                                + other.version() + ", which is applied, from "
                                + Instant.ofEpochMilli(other.validFromMillis())
                                + ": a later version begins at the same time or later"));
    }

    /** What was applied of a version's program, before it. */
    private List<Succession.Former> standing(ProgramVersion version) {
        return readable()
                .filter(other -> other.program().equals(version.program()) && other.version() < version.version())
                .map(other -> new Succession.Former(other, "applied"))
                .toList();
    }

    /** With what was applied; files that are applied together have been compared. */
    private void sharesNoExperiment(Read one) {
        Succession succession = new Succession(problems);
        readable().forEach(other -> succession.sharesNoExperiment(one.source(), other, "applied"));
    }

    /** What was applied, but for what this release cannot read. */
    private Stream<ProgramVersion> readable() {
        return before.stream()
                .map(applied -> AppliedVersion.read(applied.fileName(), applied.text()))
                .filter(Objects::nonNull);
    }

    private void inTime(Read one) {
        Instant validFrom = Instant.ofEpochMilli(one.version().validFromMillis());
        if (earliest != null && validFrom.isBefore(earliest)) {
            problems.add(
                    one.source().validFromPlace(),
                    "valid_from " + validFrom + " is not " + SENT_AHEAD.toSeconds()
                            + " s ahead of now, to have arrived " + NOTICE.toSeconds()
                            + " s ahead, and a job runs or there are events already, which are decided without it:"
                            + " write a later time, such as " + earliest.plus(SPARE)
                            + ", or give the file to a job that starts without state (--programs)");
        }
    }

    /** What holds when the version begins, of what was applied and what is applied with it. */
    private Optional<String> replaced(ProgramVersion version, List<Read> all) {
        record Held(long version, long from, long to, String label) {}
        List<Held> held = new ArrayList<>();
        ofProgram(version)
                .forEach(a -> held.add(new Held(a.version(), a.validFromMillis(), a.validToMillis(), a.label())));
        all.stream()
                .map(Read::version)
                .filter(v -> v.program().equals(version.program()))
                .forEach(v -> held.add(new Held(v.version(), v.validFromMillis(), v.validToMillis(), v.label())));
        return held.stream()
                .filter(other -> other.version() < version.version())
                .max(Comparator.comparingLong(Held::version))
                .filter(other -> other.from() < version.validFromMillis() && other.to() >= version.validFromMillis())
                .map(Held::label);
    }

    private Stream<AppliedVersion> ofProgram(ProgramVersion version) {
        return before.stream().filter(other -> other.program().equals(version.program()));
    }

    private Optional<AppliedVersion> latest(ProgramVersion version) {
        return ofProgram(version).max(Comparator.comparingLong(AppliedVersion::version));
    }

    private long next(ProgramVersion version) {
        return latest(version).orElseThrow().version() + 1;
    }
}
