package dev.milepost.runtime.fold;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.ingest.Origin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that claim one identity: the different events that came with one id, in the order of (time, content).
 *
 * <p>The rule is one of two events, so no order of arrival can change it: <em>an event is refused where a smaller one of
 * its identity is at most the horizon before it</em>, be that one refused itself or not. An event that is refused stays
 * so, whatever comes.
 *
 * <p>The horizon is the lateness and the margin. Two events of one identity that are further apart than that both stand,
 * and the earlier one arrives first: it was received at most the lateness after its time, and the later one at most the
 * margin before its own. So a fold that puts the later in the place of the earlier does it in every run.
 *
 * @param all the claims, one for each (time, content)
 */
record Claims(List<Claim> all) {

    static final Claims NONE = new Claims(List.of());

    /** Of two copies of one event the smaller is the one that is told: by receipt, then by place. */
    record Copy(long receivedAtMillis, Origin origin) implements Comparable<Copy> {

        private static final Comparator<Copy> ORDER = Comparator.comparingLong(Copy::receivedAtMillis)
                .thenComparing(Copy::origin, Comparator.nullsFirst(Comparator.naturalOrder()));

        static Copy of(Timed event) {
            return new Copy(event.receivedAtMillis(), event.origin());
        }

        @Override
        public int compareTo(Copy that) {
            return ORDER.compare(this, that);
        }
    }

    /**
     * One event.
     *
     * @param refused its smallest copy so far, where it is refused; null where it stands
     */
    record Claim(long timeMillis, long contentHash, Copy refused) {

        private static final Comparator<Claim> ORDER =
                Comparator.comparingLong(Claim::timeMillis).thenComparingLong(Claim::contentHash);

        static Claim standing(Timed event) {
            return new Claim(event.timeMillis(), event.contentHash(), null);
        }

        static Claim refused(Timed event) {
            return new Claim(event.timeMillis(), event.contentHash(), Copy.of(event));
        }

        boolean stands() {
            return refused == null;
        }

        private boolean refuses(Claim later, long horizonMillis) {
            return ORDER.compare(this, later) < 0 && later.timeMillis - timeMillis <= horizonMillis;
        }
    }

    /** The claim of the same event, or null. */
    Claim same(Timed event) {
        for (Claim claim : all) {
            if (claim.timeMillis == event.timeMillis() && claim.contentHash == event.contentHash()) {
                return claim;
            }
        }
        return null;
    }

    /** Whether one of these refuses {@code event}. */
    boolean refuse(Timed event, long horizonMillis) {
        Claim later = Claim.standing(event);
        for (Claim claim : all) {
            if (claim.refuses(later, horizonMillis)) {
                return true;
            }
        }
        return false;
    }

    /** The one that stands and is refused by {@code event}, or null; two that stand are never so close to each other. */
    Claim refusedBy(Timed event, long horizonMillis) {
        Claim earlier = Claim.standing(event);
        for (Claim claim : all) {
            if (claim.stands() && earlier.refuses(claim, horizonMillis)) {
                return claim;
            }
        }
        return null;
    }

    /** These, with a claim that is new or takes the place of that of the same event. */
    Claims with(Claim given) {
        if (all.isEmpty()) {
            return new Claims(List.of(given));
        }
        List<Claim> more = new ArrayList<>(all);
        more.removeIf(claim -> Claim.ORDER.compare(claim, given) == 0);
        more.add(given);
        more.sort(Claim.ORDER);
        return new Claims(List.copyOf(more));
    }

    /** These, without those of a time up to and including {@code timeMillis}. */
    Claims after(long timeMillis) {
        return latest() <= timeMillis
                ? NONE
                : new Claims(all.stream()
                        .filter(claim -> claim.timeMillis > timeMillis)
                        .toList());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The time of the first. */
    long earliest() {
        return all.isEmpty() ? Long.MAX_VALUE : all.get(0).timeMillis;
    }

    private long latest() {
        return all.isEmpty() ? Long.MIN_VALUE : all.get(all.size() - 1).timeMillis;
    }

    /** Writes claims; mostly a single one that stands, in about 20 bytes. */
    public static final class ClaimsCodec implements Codec<Claims> {

        private static final long serialVersionUID = 1L;

        private static final int STANDS = 0;
        private static final int REFUSED = 1;
        private static final int REFUSED_NOWHERE = 2;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Claims claims, DataOutput out) throws IOException {
            writeList(claims.all, ClaimsCodec::write, out);
        }

        private static void write(Claim claim, DataOutput out) throws IOException {
            writeLong(claim.timeMillis, out);
            out.writeLong(claim.contentHash);
            if (claim.refused == null) {
                out.writeByte(STANDS);
                return;
            }
            Origin origin = claim.refused.origin;
            out.writeByte(origin == null ? REFUSED_NOWHERE : REFUSED);
            writeLong(claim.refused.receivedAtMillis, out);
            if (origin != null) {
                writeText(origin.name(), out);
                writeInt(origin.partition(), out);
                writeLong(origin.position(), out);
            }
        }

        @Override
        public Claims read(int version, DataInput in) throws IOException {
            return new Claims(readList(ClaimsCodec::read, in));
        }

        private static Claim read(DataInput in) throws IOException {
            long time = readLong(in);
            long hash = in.readLong();
            int kind = in.readByte();
            if (kind == STANDS) {
                return new Claim(time, hash, null);
            }
            long receivedAt = readLong(in);
            Origin origin = kind == REFUSED ? new Origin(readText(in), readInt(in), readLong(in)) : null;
            return new Claim(time, hash, new Copy(receivedAt, origin));
        }
    }
}
