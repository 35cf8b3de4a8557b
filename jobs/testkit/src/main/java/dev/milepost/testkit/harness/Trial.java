package dev.milepost.testkit.harness;

import java.util.Collection;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** What a job is tried by: populations, and an oracle that shares no line with the job. */
public interface Trial {

    /** The log of a seed, with the rows that must come of it; the same for the same seed. */
    SeededLog log(long seed);

    /** The tables that the oracle answers for. Rows of other tables are not looked at. */
    Set<String> tables();

    /** Rows of these tables as the expected ones are written: without what depends on who delivered the log. */
    default Collection<? extends SpecificRecord> shown(Collection<? extends SpecificRecord> rows) {
        return rows;
    }

    /** Of these, the tables of decisions: equal only where nothing was delivered later than the out-of-orderness. */
    default Set<String> decisions() {
        return Set.of();
    }

    /** How many seeds go through the job together, as populations that know nothing of each other. */
    default int seedsPerJob() {
        return 10;
    }

    /** Whether packs take the variants in turns, all of both in a share of the time, even where nobody asks for it. */
    default boolean byTurns() {
        return false;
    }

    /**
     * What has to be so of a seed's rows in whatever order its log was delivered, also of the tables of decisions that are not
     * compared then.
     *
     * @param rows of all its {@linkplain #tables tables}, as they are shown
     * @throws AssertionError with the row and what it should be
     */
    default void check(SeededLog log, Collection<? extends SpecificRecord> rows) {}
}
