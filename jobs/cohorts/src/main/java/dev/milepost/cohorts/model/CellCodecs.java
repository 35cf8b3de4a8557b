package dev.milepost.cohorts.model;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How cells, and what they change by, are written. */
public final class CellCodecs {

    private static final int GRAINS = 8;

    private CellCodecs() {}

    /** Writes by how much a cell changes. */
    public static final class ChangeCodec implements Codec<CellChange> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(CellChange change, DataOutput out) throws IOException {
            CellId id = change.id();
            writeKind(id.anchor(), id.grain(), out);
            writeInt(id.startDay(), out);
            writeInt(id.period(), out);
            writeText(id.currency(), out);
            writeText(id.source().source(), out);
            writeText(id.source().programId(), out);
            writeText(id.source().milestoneId(), out);
            writeSums(change.by(), out);
        }

        @Override
        public CellChange read(int version, DataInput in) throws IOException {
            byte kind = in.readByte();
            CellId id = new CellId(
                    anchor(kind),
                    grain(kind),
                    readInt(in),
                    readInt(in),
                    readName(in),
                    new Source(readName(in), readName(in), readName(in)));
            return new CellChange(id, readSums(in));
        }
    }

    /** Writes a cell, and how many rows it has told. */
    public static final class CellCodec implements Codec<Cell> {

        private static final long serialVersionUID = 1L;

        private static final ChangeCodec CHANGES = new ChangeCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Cell cell, DataOutput out) throws IOException {
            CHANGES.write(new CellChange(cell.id(), cell.sums()), out);
            writeLong(cell.told(), out);
        }

        @Override
        public Cell read(int version, DataInput in) throws IOException {
            CellChange all = CHANGES.read(version, in);
            return new Cell(all.id(), all.by(), readLong(in));
        }
    }

    static void writeKind(Anchor anchor, Grain grain, DataOutput out) throws IOException {
        out.writeByte(anchor.code * GRAINS + grain.code);
    }

    static Anchor anchor(byte kind) throws IOException {
        for (Anchor anchor : Anchor.values()) {
            if (anchor.code == kind / GRAINS) {
                return anchor;
            }
        }
        throw new IOException("No kind of cell has code " + kind);
    }

    static Grain grain(byte kind) throws IOException {
        for (Grain grain : Grain.values()) {
            if (grain.code == kind % GRAINS) {
                return grain;
            }
        }
        throw new IOException("No kind of cell has code " + kind);
    }

    private static void writeSums(CellSums sums, DataOutput out) throws IOException {
        writeLong(sums.users(), out);
        writeLong(sums.activeUsers(), out);
        CustomerStateCodec.writeSums(sums.sums(), out);
    }

    private static CellSums readSums(DataInput in) throws IOException {
        return new CellSums(readLong(in), readLong(in), CustomerStateCodec.readSums(in));
    }
}
