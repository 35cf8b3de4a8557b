package dev.milepost.runtime.archive;

import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an archive's file, which says what it holds: {@code <stream>[-refused]-p<partition>-<first>-<last>.avro}.
 *
 * @param stream the topic
 * @param refused whether it holds the records that ingest refused, or those that it accepted
 * @param first the first offset that it covers
 * @param last the last one
 */
public record ArchiveName(String stream, boolean refused, int partition, long first, long last) {

    private static final Pattern FORM = Pattern.compile(
            "(?<stream>.+?)(?<refused>-refused)?-p(?<partition>\\d{1,9})-(?<first>\\d{1,18})-(?<last>\\d{1,18})\\.avro");

    /** Series by series; in each, a name comes after all that could cover it. */
    private static final Comparator<ArchiveName> WIDER_FIRST = Comparator.comparing(ArchiveName::stream)
            .thenComparing(ArchiveName::refused)
            .thenComparingInt(ArchiveName::partition)
            .thenComparingLong(ArchiveName::first)
            .thenComparing(Comparator.comparingLong(ArchiveName::last).reversed());

    /** Reads a name; empty where it is no archive's. */
    public static Optional<ArchiveName> parse(String name) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<StreamContract> stream = Streams.ofFile(name);
        if (stream.isEmpty() || !stream.get().stream().equals(form.group("stream"))) {
            return Optional.empty();
        }
        return Optional.of(new ArchiveName(
                form.group("stream"),
                form.group("refused") != null,
                Integer.parseInt(form.group("partition")),
                Long.parseLong(form.group("first")),
                Long.parseLong(form.group("last"))));
    }

    /** The partition that its records are of. */
    ArchiveFolder.Partition of() {
        return new ArchiveFolder.Partition(stream, partition);
    }

    /** The file of the other kind of the same checkpoint: of the records that ingest refused, or of those it accepted. */
    ArchiveName sibling() {
        return new ArchiveName(stream, !refused, partition, first, last);
    }

    /** Whether the two are files of one series, which can be merged. */
    boolean isOfOneSeries(ArchiveName that) {
        return stream.equals(that.stream) && refused == that.refused && partition == that.partition;
    }

    /** Whether everything that {@code that} covers is in this one. */
    public boolean covers(ArchiveName that) {
        return isOfOneSeries(that) && first <= that.first && that.last <= last;
    }

    /**
     * The names that no other covers, in the order in which they came: between a merge and the removal of what it merged,
     * there are more.
     */
    public static List<ArchiveName> uncovered(Collection<ArchiveName> names) {
        Set<ArchiveName> needed = new HashSet<>();
        ArchiveName widest = null;
        for (ArchiveName name : names.stream().sorted(WIDER_FIRST).toList()) {
            // Of those before it in its series, all of which begin no later, the one that ends last covers it if any
            // does.
            if (widest == null || !widest.covers(name)) {
                needed.add(name);
                widest = name;
            }
        }
        return names.stream().filter(needed::contains).toList();
    }

    @Override
    public String toString() {
        return start() + first + "-" + last + ".avro";
    }

    /** What the names of its series begin with. */
    String start() {
        return stream + (refused ? "-refused" : "") + "-p" + partition + "-";
    }
}
