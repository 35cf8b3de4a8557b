package dev.milepost.fraud.model.identifier;

import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeText;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/**
 * Something that accounts may share.
 *
 * @param hash its keyed hash, as the events carry it
 */
public record Identifier(IdentifierKind kind, String hash) implements Comparable<Identifier> {

    private static final Comparator<Identifier> ORDER =
            Comparator.comparing(Identifier::kind).thenComparing(Identifier::hash);

    @Override
    public int compareTo(Identifier other) {
        return ORDER.compare(this, other);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(kind.code());
        writeText(hash, out);
    }

    public static Identifier read(DataInput in) throws IOException {
        return new Identifier(IdentifierKind.of(in.readByte()), readText(in));
    }
}
