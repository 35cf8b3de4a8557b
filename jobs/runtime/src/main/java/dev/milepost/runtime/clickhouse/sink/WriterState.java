package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.codec.Fields;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a writer must remember: one small element per subtask.
 *
 * @param subtask which writer
 * @param watermark the greatest watermark it saw, in milliseconds, or {@link Long#MIN_VALUE}
 * @param rowsOut rows it handed over since the generation's first start, revisions among them
 */
record WriterState(int subtask, long watermark, long rowsOut) {

    /** How it is written in a checkpoint. */
    static final class Serializer implements SimpleVersionedSerializer<WriterState> {

        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(WriterState state) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(32);
            Fields.writeInt(state.subtask, out);
            Fields.writeLong(state.watermark, out);
            Fields.writeLong(state.rowsOut, out);
            return out.getCopyOfBuffer();
        }

        @Override
        public WriterState deserialize(int version, byte[] bytes) throws IOException {
            if (version != VERSION) {
                throw new IOException("This release reads writer states of version " + VERSION
                        + ", the checkpoint holds version " + version);
            }
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            return new WriterState(Fields.readInt(in), Fields.readLong(in), Fields.readLong(in));
        }
    }
}
