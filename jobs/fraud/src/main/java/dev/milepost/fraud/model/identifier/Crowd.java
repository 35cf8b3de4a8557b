package dev.milepost.fraud.model.identifier;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.writeInt;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How many different accounts were seen within a window of days, where they are too many to be kept: HyperLogLog (Flajolet et al.
 * 2007) over sliding windows (Chabchoub and Hébrail 2010). Of each register it keeps, for each rank, the last day on which that was
 * seen; a rank is told of a window if its day is in it. Standard error 1.04/√64, 13 %. Neither order nor repeats of sightings
 * change it.
 *
 * <p>State: 64 registers of as many ranks as were seen, about 1 kB.
 */
final class Crowd {

    private static final int REGISTERS = 64;
    private static final int REGISTER_BITS = 6;
    private static final double ALPHA = 0.709;
    private static final int NEVER = Integer.MIN_VALUE;

    /** Of each register, of rank 1, 2 and so on, the last day. */
    private final int[][] days;

    Crowd() {
        this(new int[REGISTERS][0]);
    }

    private Crowd(int[][] days) {
        this.days = days;
    }

    Crowd copy() {
        int[][] copy = new int[REGISTERS][];
        for (int i = 0; i < REGISTERS; i++) {
            copy[i] = days[i].clone();
        }
        return new Crowd(copy);
    }

    /** Counts an account on a day, in days since 1970. */
    void see(String account, int day) {
        long hash = hash(account);
        int register = (int) (hash >>> (64 - REGISTER_BITS));
        int rank = Math.min(Long.numberOfLeadingZeros(hash << REGISTER_BITS), 64 - REGISTER_BITS);
        int known = days[register].length;
        if (known <= rank) {
            days[register] = Arrays.copyOf(days[register], rank + 1);
            Arrays.fill(days[register], known, rank + 1, NEVER);
        }
        days[register][rank] = Math.max(days[register][rank], day);
    }

    /** About how many accounts were seen on that day or later. */
    int estimate(int sinceDay) {
        double sum = 0;
        int empty = 0;
        for (int[] register : days) {
            int rank = register.length;
            while (rank > 0 && register[rank - 1] < sinceDay) {
                rank--;
            }
            sum += StrictMath.pow(2, -rank);
            empty += rank == 0 ? 1 : 0;
        }
        double raw = ALPHA * REGISTERS * REGISTERS / sum;
        boolean few = raw <= 2.5 * REGISTERS && empty > 0;
        return (int) Math.round(few ? REGISTERS * StrictMath.log((double) REGISTERS / empty) : raw);
    }

    /** FNV-1a, then the finish of murmur3, so that all bits depend on all. */
    private static long hash(String account) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : account.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    void write(DataOutput out) throws IOException {
        for (int[] register : days) {
            writeInt(register.length, out);
            for (int day : register) {
                writeInt(day, out);
            }
        }
    }

    static Crowd read(DataInput in) throws IOException {
        int[][] days = new int[REGISTERS][];
        for (int i = 0; i < REGISTERS; i++) {
            int ranks = readInt(in);
            if (ranks < 0 || ranks > 64) {
                throw new IOException("A register has " + ranks + " ranks: the bytes are corrupt");
            }
            days[i] = new int[ranks];
            for (int rank = 0; rank < ranks; rank++) {
                days[i][rank] = readInt(in);
            }
        }
        return new Crowd(days);
    }
}
