package dev.milepost.experiments.model;

import static dev.milepost.experiments.model.Coding.readInteger;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readOptional;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeOptional;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.experiments.model.UnitEvent.Exposed;
import dev.milepost.experiments.model.UnitEvent.Happened;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.fold.FoldMemoryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** How what happens to a user is written, what is remembered of them, and what they add to experiments. */
public final class UnitCodecs {

    private UnitCodecs() {}

    /** Writes what the fold of a user runs over. */
    public static final class EventCodec implements Codec<UnitEvent> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(UnitEvent event, DataOutput out) throws IOException {
            out.writeBoolean(event instanceof Exposed);
            if (event instanceof Exposed exposed) {
                writeExposed(exposed, out);
            } else if (event instanceof Happened happened) {
                writeHappened(happened, out);
            }
        }

        @Override
        public UnitEvent read(int version, DataInput in) throws IOException {
            return in.readBoolean() ? readExposed(in) : readHappened(in);
        }
    }

    /** Writes what is remembered of a user. */
    public static final class StateCodec implements Codec<UnitState> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(UnitState state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.exposures.values()), UnitCodecs::writeExposure, out);
            writeList(List.copyOf(state.happened.values()), UnitCodecs::writeHappened, out);
        }

        @Override
        public UnitState read(int version, DataInput in) throws IOException {
            UnitState state = new UnitState();
            for (Exposure exposure : readList(UnitCodecs::readExposure, in)) {
                state.exposures.put(exposure.exposed().experimentId(), exposure);
            }
            for (Happened happened : readList(UnitCodecs::readHappened, in)) {
                state.happened.put(happened.identity(), happened);
            }
            return state;
        }

        @Override
        public UnitState copy(UnitState state) {
            return state.copy();
        }
    }

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<UnitState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new StateCodec());
        }
    }

    /** Writes what changes of a unit; for streams, not for state. */
    public static final class ChangeCodec implements Codec<UnitChange> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(UnitChange change, DataOutput out) throws IOException {
            writeText(change.experimentId(), out);
            writeOptional(change.before(), UnitCodecs::writeUnit, out);
            writeOptional(change.after(), UnitCodecs::writeUnit, out);
        }

        @Override
        public UnitChange read(int version, DataInput in) throws IOException {
            return new UnitChange(
                    readName(in), readOptional(UnitCodecs::readUnit, in), readOptional(UnitCodecs::readUnit, in));
        }
    }

    private static void writeExposed(Exposed exposed, DataOutput out) throws IOException {
        writeText(exposed.userId(), out);
        writeText(exposed.experimentId(), out);
        writeText(exposed.arm(), out);
        writeLong(exposed.timeMillis(), out);
        writeLong(exposed.horizonMillis(), out);
        writeText(exposed.currency(), out);
        Coding.writeShares(exposed.shares(), out);
    }

    private static Exposed readExposed(DataInput in) throws IOException {
        return new Exposed(
                readText(in),
                readName(in),
                readName(in),
                readLong(in),
                readLong(in),
                readName(in),
                Coding.readShares(in));
    }

    private static void writeHappened(Happened happened, DataOutput out) throws IOException {
        writeText(happened.userId(), out);
        writeText(happened.id(), out);
        writeText(happened.identity(), out);
        writeLong(happened.timeMillis(), out);
        out.writeByte(happened.what().code);
        writeLong(happened.happenedMillis(), out);
        writeLong(happened.finalMillis(), out);
        writeText(happened.currency(), out);
        writeLong(happened.amountMinor(), out);
        out.writeBoolean(happened.stands());
    }

    private static Happened readHappened(DataInput in) throws IOException {
        return new Happened(
                readText(in),
                readText(in),
                readText(in),
                readLong(in),
                happening(in.readByte()),
                readLong(in),
                readLong(in),
                readName(in),
                readLong(in),
                in.readBoolean());
    }

    private static Happening happening(byte code) throws IOException {
        for (Happening happening : Happening.values()) {
            if (happening.code == code) {
                return happening;
            }
        }
        throw new IOException("Nothing that happens has code " + code);
    }

    private static void writeExposure(Exposure exposure, DataOutput out) throws IOException {
        writeExposed(exposure.exposed(), out);
        out.writeBoolean(exposure.matured());
        writeOptional(exposure.covariateMinor(), Coding::writeInteger, out);
        Coding.writeTally(exposure.settled(), out);
    }

    private static Exposure readExposure(DataInput in) throws IOException {
        return new Exposure(
                readExposed(in), in.readBoolean(), readOptional(Coding::readInteger, in), Coding.readTally(in));
    }

    private static void writeUnit(Unit unit, DataOutput out) throws IOException {
        writeText(unit.arm(), out);
        writeText(unit.currency(), out);
        Coding.writeShares(unit.shares(), out);
        writeLong(unit.referees(), out);
        writeOptional(unit.outcome(), UnitCodecs::writeOutcome, out);
    }

    private static Unit readUnit(DataInput in) throws IOException {
        return new Unit(
                readName(in),
                readName(in),
                Coding.readShares(in),
                readLong(in),
                readOptional(UnitCodecs::readOutcome, in));
    }

    private static void writeOutcome(Outcome outcome, DataOutput out) throws IOException {
        Coding.writeTally(outcome.tally(), out);
        Coding.writeInteger(outcome.covariateMinor(), out);
    }

    private static Outcome readOutcome(DataInput in) throws IOException {
        return new Outcome(Coding.readTally(in), readInteger(in));
    }
}
