package dev.milepost.runtime.codec;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's view of texts that are keys of state: see {@link TextSerializer}. */
public final class TextTypeInfo extends TypeInformation<String> {

    public static final TypeInformation<String> TEXT = new TextTypeInfo();

    private static final long serialVersionUID = 1L;

    private TextTypeInfo() {}

    @Override
    public TypeSerializer<String> createSerializer(SerializerConfig config) {
        return TextSerializer.INSTANCE;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<String> getTypeClass() {
        return String.class;
    }

    @Override
    public boolean isKeyType() {
        return true;
    }

    @Override
    public String toString() {
        return "Text";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextTypeInfo;
    }

    @Override
    public int hashCode() {
        return TextTypeInfo.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof TextTypeInfo;
    }
}
