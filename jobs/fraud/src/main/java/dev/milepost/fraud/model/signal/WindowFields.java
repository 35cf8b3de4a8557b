package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;

import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes a window's summary as a part of evidence. */
final class WindowFields {

    private WindowFields() {}

    static void write(WindowSummary window, DataOutput out) throws IOException {
        writeInt(window.lastHour(), out);
        out.writeDouble(window.hourMass());
        out.writeDouble(window.weeksMass());
        out.writeBoolean(window.firstOfWeek());
        writeInt(window.lastWeek(), out);
        writeList(window.gapsMillis(), Fields::writeLong, out);
        writeLong(window.lastGapMillis(), out);
        writeList(window.networks(), Fields::writeInt, out);
        write(window.orphans(), out);
        write(window.refunds(), out);
        write(window.inactive(), out);
        write(window.nearThreshold(), out);
        write(window.traces(), out);
    }

    static WindowSummary read(DataInput in) throws IOException {
        return new WindowSummary(
                readInt(in),
                in.readDouble(),
                in.readDouble(),
                in.readBoolean(),
                readInt(in),
                readList(Fields::readLong, in),
                readLong(in),
                readList(Fields::readInt, in),
                readCounted(in),
                readCounted(in),
                readCounted(in),
                readCounted(in),
                readTraces(in));
    }

    private static void write(Traces traces, DataOutput out) throws IOException {
        writeInt(traces.referees(), out);
        writeInt(traces.disposable(), out);
        writeInt(traces.devices(), out);
        writeInt(traces.strangeDevices(), out);
        writeInt(traces.emails(), out);
        writeInt(traces.networks(), out);
        writeInt(traces.qualified(), out);
        writeInt(traces.cards(), out);
        writeInt(traces.strangeCards(), out);
        writeList(traces.leadsMillis(), Fields::writeLong, out);
        writeInt(traces.own(), out);
    }

    private static Traces readTraces(DataInput in) throws IOException {
        return new Traces(
                readInt(in),
                readInt(in),
                readInt(in),
                readInt(in),
                readInt(in),
                readInt(in),
                readInt(in),
                readInt(in),
                readInt(in),
                readList(Fields::readLong, in),
                readInt(in));
    }

    private static void write(Counted counted, DataOutput out) throws IOException {
        writeInt(counted.hits(), out);
        writeInt(counted.of(), out);
        writeList(counted.ids(), Fields::writeText, out);
    }

    private static Counted readCounted(DataInput in) throws IOException {
        return new Counted(readInt(in), readInt(in), readList(Fields::readText, in));
    }
}
