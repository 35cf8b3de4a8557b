package dev.milepost.runtime.fold;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes a {@link FoldMemory} around the codec of the model's state. Each model has a public subclass without
 * constructor arguments, so that a savepoint can name it. A key at rest costs about 20 bytes and its base.
 *
 * @param <S> the model's state
 */
public abstract class FoldMemoryCodec<S> implements Codec<FoldMemory<S>> {

    private static final long serialVersionUID = 1L;

    private static final int HAS_BASE = 1;
    private static final int HAS_HEAD = 2;
    private static final int HAS_TIMERS = 4;

    private final Codec<S> states;

    protected FoldMemoryCodec(Codec<S> states) {
        this.states = states;
    }

    @Override
    public final int version() {
        return states.version();
    }

    @Override
    public final void write(FoldMemory<S> memory, DataOutput out) throws IOException {
        boolean timers = memory.modelTimer != Long.MAX_VALUE || memory.timersTo > memory.baseTime;
        out.writeByte((memory.base == null ? 0 : HAS_BASE)
                | (memory.head == null ? 0 : HAS_HEAD)
                | (timers ? HAS_TIMERS : 0));
        writeTime(memory.baseTime, out);
        writeLong(memory.emitted, out);
        writeTime(memory.upkeepTimer, out);
        if (memory.base != null) {
            states.write(memory.base, out);
        }
        if (memory.head != null) {
            states.write(memory.head, out);
            writeTime(memory.lastTime, out);
            writeText(memory.lastId, out);
            writeText(memory.lastIdentity, out);
        }
        if (timers) {
            writeTime(memory.timersTo, out);
            writeTime(memory.modelTimer, out);
        }
    }

    @Override
    public final FoldMemory<S> read(int version, DataInput in) throws IOException {
        FoldMemory<S> memory = new FoldMemory<>();
        int parts = in.readByte();
        memory.baseTime = readTime(in);
        memory.timersTo = memory.baseTime;
        memory.emitted = readLong(in);
        memory.upkeepTimer = readTime(in);
        if ((parts & HAS_BASE) != 0) {
            memory.base = states.read(version, in);
        }
        if ((parts & HAS_HEAD) != 0) {
            memory.head = states.read(version, in);
            memory.lastTime = readTime(in);
            memory.lastId = readText(in);
            memory.lastIdentity = readText(in);
        }
        if ((parts & HAS_TIMERS) != 0) {
            memory.timersTo = readTime(in);
            memory.modelTimer = readTime(in);
        }
        return memory;
    }

    /** Flink's heap state copies what a running snapshot still needs, before it is changed in place. */
    @Override
    public final FoldMemory<S> copy(FoldMemory<S> memory) {
        FoldMemory<S> copy = new FoldMemory<>();
        copy.base = memory.base == null ? null : states.copy(memory.base);
        copy.baseTime = memory.baseTime;
        copy.head = memory.head == null ? null : states.copy(memory.head);
        copy.lastTime = memory.lastTime;
        copy.lastId = memory.lastId;
        copy.lastIdentity = memory.lastIdentity;
        copy.timersTo = memory.timersTo;
        copy.emitted = memory.emitted;
        copy.upkeepTimer = memory.upkeepTimer;
        copy.modelTimer = memory.modelTimer;
        return copy;
    }

    /** The two ends of time take one byte each. */
    private static void writeTime(long time, DataOutput out) throws IOException {
        if (time == Long.MIN_VALUE || time == Long.MAX_VALUE) {
            out.writeByte(time == Long.MIN_VALUE ? 0 : 1);
        } else {
            out.writeByte(2);
            writeLong(time, out);
        }
    }

    private static long readTime(DataInput in) throws IOException {
        return switch (in.readByte()) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            default -> readLong(in);
        };
    }
}
