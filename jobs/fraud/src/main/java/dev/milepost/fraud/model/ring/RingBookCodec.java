package dev.milepost.fraud.model.ring;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.ring.RingEvent.Label;
import dev.milepost.runtime.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes all rings: accounts and groups, what has ended since midnight among them. The forests are made anew of these; only how
 * a component above the limit is cut depends on the order in which it grew, so of that its parts are written.
 */
public final class RingBookCodec implements Codec<RingBook> {

    private static final long serialVersionUID = 1L;

    private static final int NONE = 0;
    private static final int FRAUD = 1;
    private static final int BENIGN = 2;

    private final int largest;

    public RingBookCodec() {
        this(RingBook.LARGEST);
    }

    /** For other components than those of {@link RingBook#LARGEST}. */
    RingBookCodec(int largest) {
        this.largest = largest;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RingBook book, DataOutput out) throws IOException {
        writeLong(book.midnightMillis, out);
        writeLong(book.asOfMillis, out);
        Generation generation = book.generation;
        writeInt(generation.accounts.size(), out);
        for (Account account : generation.accounts) {
            write(generation, account, out);
        }
        Map<Identifier, Group> groups = new TreeMap<>(generation.groups);
        writeInt(groups.size(), out);
        for (Group group : groups.values()) {
            write(group, out);
        }
    }

    /** Accounts name others by number, of which some come later: so nothing of them is read before all are there. */
    private static void write(Generation generation, Account account, DataOutput out) throws IOException {
        writeText(account.id, out);
        out.writeByte(code(account.label));
        writeLong(account.labelledMillis, out);
        writeInt(account.barred == null ? 0 : account.barred.size(), out);
        if (account.barred != null) {
            for (Map.Entry<Identifier, Long> each : account.barred.entrySet()) {
                each.getKey().write(out);
                writeLong(each.getValue(), out);
            }
        }
        writeInt(account.referrers.size(), out);
        for (Account.Referrer each : account.referrers) {
            writeInt(each.advocate().number, out);
            out.writeBoolean(each.bound());
            writeLong(each.timeMillis(), out);
        }
        boolean cut = generation.forest(account) == generation.limited;
        writeInt(cut ? generation.limited.least(account.number) : -1, out);
    }

    private static void write(Group group, DataOutput out) throws IOException {
        group.identifier.write(out);
        writeInt(group.degree, out);
        writeInt(group.members.size(), out);
        for (Membership each : group.members) {
            writeInt(each.account.number, out);
            out.writeBoolean(each.ended);
        }
    }

    /** Who referred it, by number. */
    private record Referral(int referee, int advocate, boolean bound, long timeMillis) {}

    @Override
    public RingBook read(int version, DataInput in) throws IOException {
        RingBook book = new RingBook(largest);
        book.midnightMillis = readLong(in);
        book.asOfMillis = readLong(in);
        Generation generation = book.generation;
        List<Referral> referrals = new ArrayList<>();
        List<Integer> parts = new ArrayList<>();
        int accounts = readInt(in);
        for (int i = 0; i < accounts; i++) {
            readAccount(generation, referrals, in);
            parts.add(readInt(in));
        }
        for (Referral each : referrals) {
            account(each.referee(), generation)
                    .referredBy(new Account.Referrer(
                            account(each.advocate(), generation), each.bound(), each.timeMillis()));
        }
        // First of all, so that what the groups would make of them otherwise is refused by the limit.
        for (int i = 0; i < accounts; i++) {
            if (parts.get(i) >= 0) {
                generation.limited.unite(i, account(parts.get(i), generation).number);
            }
        }
        int groups = readInt(in);
        for (int i = 0; i < groups; i++) {
            readGroup(generation, in);
        }
        return book;
    }

    private static void readAccount(Generation generation, List<Referral> referrals, DataInput in) throws IOException {
        Account account = generation.account(readText(in));
        account.label = label(in.readByte());
        account.labelledMillis = readLong(in);
        int barred = readInt(in);
        for (int i = 0; i < barred; i++) {
            account.bar(Identifier.read(in), readLong(in));
        }
        int referrers = readInt(in);
        for (int i = 0; i < referrers; i++) {
            referrals.add(new Referral(account.number, readInt(in), in.readBoolean(), readLong(in)));
        }
    }

    private static void readGroup(Generation generation, DataInput in) throws IOException {
        Group group = generation.group(Identifier.read(in));
        group.degree = readInt(in);
        int members = readInt(in);
        for (int i = 0; i < members; i++) {
            Membership membership = generation.join(account(readInt(in), generation), group);
            membership.ended = in.readBoolean();
        }
    }

    private static Account account(int number, Generation generation) throws IOException {
        if (number < 0 || number >= generation.accounts.size()) {
            throw new IOException("There is no account " + number + ": the bytes are corrupt");
        }
        return generation.accounts.get(number);
    }

    /** By its bytes: its parts refer to each other. */
    @Override
    public RingBook copy(RingBook book) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(book, new DataOutputStream(bytes));
            return read(version(), new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
    }

    private static int code(Label label) {
        return switch (label) {
            case NONE -> NONE;
            case FRAUD -> FRAUD;
            case BENIGN -> BENIGN;
        };
    }

    private static Label label(int code) throws IOException {
        return switch (code) {
            case NONE -> Label.NONE;
            case FRAUD -> Label.FRAUD;
            case BENIGN -> Label.BENIGN;
            default -> throw new IOException("No label has code " + code);
        };
    }
}
