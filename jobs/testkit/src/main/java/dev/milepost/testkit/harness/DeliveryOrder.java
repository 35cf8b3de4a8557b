package dev.milepost.testkit.harness;

import dev.milepost.testkit.population.TimedRecord;
import java.time.Duration;
import java.util.Random;

/**
 * Orders in which one log may be delivered. The records stay as they are, their {@code received_at} too, so that the answer
 * is the same for all of them.
 */
public enum DeliveryOrder {

    /** By event time; records of one instant in the order of their event ids. */
    EVENT_TIME("by event time", Grade.ALL_TABLES) {
        @Override
        long place(TimedRecord record, Random random) {
            return record.eventTime().toEpochMilli();
        }
    },

    /** As the log took them: by {@code received_at}, so that late events come late, up to the lateness. */
    ARRIVAL("as received", Grade.FACTS) {
        @Override
        long place(TimedRecord record, Random random) {
            return record.receivedAt().toEpochMilli();
        }
    },

    /** At random, but no record comes after one whose event time is more than the out-of-orderness later. */
    WITHIN_OUT_OF_ORDERNESS("shuffled within 5 s", Grade.ALL_TABLES) {
        @Override
        long place(TimedRecord record, Random random) {
            return heldBack(record, random, OUT_OF_ORDERNESS);
        }
    },

    /** At random, but no record comes after one whose event time is more than the lateness later. */
    WITHIN_LATENESS("shuffled within 24 h", Grade.FACTS) {
        @Override
        long place(TimedRecord record, Random random) {
            return heldBack(record, random, LATENESS);
        }
    };

    /** Which tables must be equal. */
    public enum Grade {
        /** Facts and decisions: nothing came later than a watermark allows. */
        ALL_TABLES,
        /** Facts: decisions may have been taken before a late event, and are then corrected by further entries. */
        FACTS
    }

    /** The pipeline's own bounds, by default. */
    static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

    static final Duration LATENESS = Duration.ofHours(24);

    private final String words;
    private final Grade grade;

    DeliveryOrder(String words, Grade grade) {
        this.words = words;
        this.grade = grade;
    }

    /** Where a record stands in the order, epoch milliseconds; records of one place go by their event ids. */
    abstract long place(TimedRecord record, Random random);

    public Grade grade() {
        return grade;
    }

    /** Where a further delivery of a record stands: within the out-of-orderness, or anywhere where all are. */
    long again(TimedRecord record, Random random) {
        return this == ARRIVAL
                ? record.receivedAt().plusMillis(upTo(OUT_OF_ORDERNESS, random)).toEpochMilli()
                : heldBack(record, random, this == WITHIN_LATENESS ? LATENESS : OUT_OF_ORDERNESS);
    }

    private static long heldBack(TimedRecord record, Random random, Duration most) {
        return record.eventTime().toEpochMilli() + upTo(most, random);
    }

    /** From 0 to {@code most}, both inclusive. */
    private static long upTo(Duration most, Random random) {
        return (long) (random.nextDouble() * (most.toMillis() + 1));
    }

    @Override
    public String toString() {
        return words;
    }
}
