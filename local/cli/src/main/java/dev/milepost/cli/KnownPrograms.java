package dev.milepost.cli;

import dev.milepost.programs.AppliedVersion;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The programs that there are: those of the topic, which has what was applied a moment ago, and those of the warehouse, which has
 * what a job was started with too.
 */
final class KnownPrograms {

    private static final String VERSIONS = """
            SELECT program_id, version, toUnixTimestamp64Milli(valid_from) AS valid_from,
                ifNull(toUnixTimestamp64Milli(valid_to), 9223372036854775807) AS valid_to
            FROM milepost.programs""";

    /** When a version holds, in epoch milliseconds; the end excluded, Long.MAX_VALUE for none. */
    private record Period(long fromMillis, long toMillis) {}

    /** By program and version. */
    private final Map<String, TreeMap<Long, Period>> periods = new TreeMap<>();

    /** With those that were applied. */
    KnownPrograms with(Collection<AppliedVersion> applied) {
        applied.forEach(version -> put(
                version.program(), version.version(), new Period(version.validFromMillis(), version.validToMillis())));
        return this;
    }

    /** With those of a warehouse. */
    KnownPrograms with(ClickHouseClient warehouse) throws ClickHouseFailure {
        for (Map<String, String> row : warehouse.query(VERSIONS)) {
            put(
                    row.get("program_id"),
                    Long.parseLong(row.get("version")),
                    new Period(Long.parseLong(row.get("valid_from")), Long.parseLong(row.get("valid_to"))));
        }
        return this;
    }

    private void put(String program, long version, Period period) {
        periods.computeIfAbsent(program, any -> new TreeMap<>()).put(version, period);
    }

    /**
     * Sees to it that a code of the program may earn something: that a version holds, or is to begin.
     *
     * @throws CommandFailure where there is no such program, or it has ended, with what to do
     */
    void requireLive(String program, Instant at) {
        TreeMap<Long, Period> versions = periods.get(program);
        if (versions == null) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "There is no program " + program
                            + (periods.isEmpty()
                                    ? ", nor any other"
                                    : ". There are " + String.join(", ", List.copyOf(periods.keySet())))
                            + ". Apply its file first: ./milepost program apply FILE. Without --program the code is of the"
                            + " program " + IssuedCode.NO_PROGRAM + ", which needs none.");
        }
        Period last = versions.lastEntry().getValue();
        if (last.toMillis() <= at.toEpochMilli()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    program + " was withdrawn at " + Instant.ofEpochMilli(last.toMillis())
                            + ": its codes earn nothing any more. Name another program, or bring it back by applying version "
                            + (versions.lastKey() + 1) + " of its file.");
        }
    }
}
