package dev.milepost.runtime.codec;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes texts exactly as Flink's {@link StringSerializer} does, but a text at a time and not a byte: of a snapshot of heap
 * state, the keys took more time than the values. It restores what that one wrote.
 */
public final class TextSerializer extends TypeSerializerSingleton<String> {

    static final TextSerializer INSTANCE = new TextSerializer();

    private static final long serialVersionUID = 1L;
    private static final StringSerializer TEXTS = StringSerializer.INSTANCE;

    private TextSerializer() {}

    @Override
    public void serialize(String text, DataOutputView target) throws IOException {
        CodecSerializer.whole(text, TEXTS::serialize, target);
    }

    @Override
    public String deserialize(DataInputView source) throws IOException {
        return TEXTS.deserialize(source);
    }

    @Override
    public String deserialize(String reuse, DataInputView source) throws IOException {
        return TEXTS.deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public String copy(String from) {
        return from;
    }

    @Override
    public String copy(String from, String reuse) {
        return from;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public String createInstance() {
        return "";
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<String> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names the serializer in a savepoint; there is nothing to know of it. */
    public static final class Snapshot implements TypeSerializerSnapshot<String> {

        /** For Flink. */
        public Snapshot() {}

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) {}

        @Override
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader) {}

        @Override
        public TypeSerializer<String> restoreSerializer() {
            return INSTANCE;
        }

        @Override
        public TypeSerializerSchemaCompatibility<String> resolveSchemaCompatibility(
                TypeSerializerSnapshot<String> old) {
            boolean sameBytes = old instanceof Snapshot || old instanceof StringSerializer.StringSerializerSnapshot;
            return sameBytes
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
