package dev.milepost.fraud.model.ring;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.ring.RingChange.Kind;
import dev.milepost.fraud.model.ring.RingEvent.Linked;
import dev.milepost.fraud.model.ring.RingEvent.Referred;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Tells of rings as they begin, change and end. A ring is a component of three accounts or more, or of two with a cycle of
 * referrals: two accounts alone are a household as often as not.
 *
 * <p>A component is searched where the events of a time have changed how many accounts it has, so at most 500 times in a generation,
 * and not for what happens inside it: figures that have changed alone are told at midnight, when all are looked at. Of more than 500
 * accounts that become linked in one day the parts that no event is of are told at midnight too.
 *
 * <p>State: of each ring its id and 12 bytes.
 */
public final class RingRegister {

    private static final int LEAST = 3;

    /** What was told of a ring last: how many accounts, and a hash of all of it. */
    private record Told(int size, long content) {}

    /** By ring; in order, so that what ends is told in one order. */
    private final TreeMap<String, Told> told = new TreeMap<>();

    /** Lets a book take in all events of one time, of the generation that it is in, and tells which rings are others by that. */
    public void apply(RingBook book, long timeMillis, List<RingEvent> events, Consumer<RingChange> out) {
        Set<String> touched = touched(book, events);
        book.apply(timeMillis, events);
        for (String account : touched) {
            Account known = book.generation.byId.get(account);
            String ringId = known == null ? account : ringId(book, known);
            if (!ringId.equals(account) && told.containsKey(account)) {
                end(account, book, timeMillis, out);
            }
            if (known != null) {
                look(known, ringId, book, timeMillis, out);
            }
        }
    }

    /** Lets time come, and tells which rings are others where that began a generation. */
    public void advanceTo(RingBook book, long timeMillis, Consumer<RingChange> out) {
        if (book.advanceTo(timeMillis)) {
            Set<String> ended = new TreeSet<>(told.keySet());
            for (Ring ring : book.rings(2, timeMillis)) {
                if (isTold(ring)) {
                    ended.remove(ring.answer().ringId());
                    tell(ring, book, timeMillis, out);
                }
            }
            ended.forEach(each -> end(each, book, timeMillis, out));
        }
    }

    /** Accounts whose components events may change, and the rings that those are of before: the smallest account of each. */
    private static Set<String> touched(RingBook book, List<RingEvent> events) {
        Set<String> touched = new TreeSet<>();
        for (RingEvent event : events) {
            if (event instanceof Linked linked && linked.link().joined()) {
                touch(linked.link().account(), book, touched);
                Group group = book.generation.groups.get(linked.link().identifier());
                if (group != null) {
                    group.members.forEach(each -> touched.add(ringId(book, each.account)));
                }
            } else if (event instanceof Referred referred) {
                touch(referred.advocate(), book, touched);
                touch(referred.referee(), book, touched);
            }
        }
        return touched;
    }

    private static void touch(String account, RingBook book, Set<String> touched) {
        Account known = book.generation.byId.get(account);
        touched.add(account);
        if (known != null) {
            touched.add(ringId(book, known));
        }
    }

    private static String ringId(RingBook book, Account account) {
        Forest forest = book.generation.forest(account);
        return book.generation.accounts.get(forest.least(account.number)).id;
    }

    private void look(Account account, String ringId, RingBook book, long timeMillis, Consumer<RingChange> out) {
        int size = book.generation.forest(account).size(account.number);
        Told before = told.get(ringId);
        if (before == null ? size < 2 : before.size() == size) {
            return;
        }
        Ring ring = book.ring(account, timeMillis);
        if (isTold(ring)) {
            tell(ring, book, timeMillis, out);
        } else if (before != null) {
            end(ringId, book, timeMillis, out);
        }
    }

    private static boolean isTold(Ring ring) {
        return ring.answer().size() >= LEAST || ring.answer().cycles() > 0;
    }

    private void tell(Ring ring, RingBook book, long timeMillis, Consumer<RingChange> out) {
        Told now = new Told(ring.answer().size(), content(ring));
        Told before = told.put(ring.answer().ringId(), now);
        if (!now.equals(before)) {
            out.accept(
                    new RingChange(ring.answer().ringId(), timeMillis, book.midnightMillis, kind(before, now), ring));
        }
    }

    private static Kind kind(Told before, Told now) {
        if (before == null) {
            return Kind.BEGAN;
        }
        int grown = Integer.compare(now.size(), before.size());
        return grown == 0 ? Kind.CHANGED : grown > 0 ? Kind.GREW : Kind.SHRANK;
    }

    private void end(String ringId, RingBook book, long timeMillis, Consumer<RingChange> out) {
        told.remove(ringId);
        out.accept(new RingChange(ringId, timeMillis, book.midnightMillis, Kind.ENDED, null));
    }

    /** A hash of all that is told of it. */
    private static long content(Ring ring) {
        String text = ring.answer().referrals() + "/" + ring.answer().internalReferrals() + "/"
                + Double.doubleToLongBits(ring.answer().meanOmega()) + "/"
                + ring.answer().cycles() + "/"
                + ring.answer().isPart() + "/" + ring.kinds() + "/" + ring.accounts();
        return MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8))[0];
    }

    /** Writes what was told. */
    public static final class RegisterCodec implements Codec<RingRegister> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public RingRegister copy(RingRegister register) {
            RingRegister copy = new RingRegister();
            copy.told.putAll(register.told);
            return copy;
        }

        @Override
        public void write(RingRegister register, DataOutput out) throws IOException {
            writeInt(register.told.size(), out);
            for (Map.Entry<String, Told> each : register.told.entrySet()) {
                writeText(each.getKey(), out);
                writeInt(each.getValue().size(), out);
                out.writeLong(each.getValue().content());
            }
        }

        @Override
        public RingRegister read(int version, DataInput in) throws IOException {
            RingRegister register = new RingRegister();
            int rings = readInt(in);
            for (int i = 0; i < rings; i++) {
                register.told.put(readText(in), new Told(readInt(in), in.readLong()));
            }
            return register;
        }
    }
}
