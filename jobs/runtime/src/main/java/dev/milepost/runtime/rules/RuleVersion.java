package dev.milepost.runtime.rules;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * One version of a rule. State and streams hold it as it was written, so that a later release reads more out of the same
 * text, and no codec grows with the language.
 *
 * @param id names it for good: another content needs another id
 * @param validFromMillis event time from which on it holds, that moment included
 * @param text as it was written
 */
public record RuleVersion(String id, long validFromMillis, String text) implements Serializable {

    public static final TypeInformation<RuleVersion> TYPE = CodecTypeInfo.of(RuleVersion.class, new RuleVersionCodec());

    /** Writes a version. */
    public static final class RuleVersionCodec implements Codec<RuleVersion> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(RuleVersion rule, DataOutput out) throws IOException {
            Fields.writeText(rule.id, out);
            Fields.writeLong(rule.validFromMillis, out);
            Fields.writeText(rule.text, out);
        }

        @Override
        public RuleVersion read(int version, DataInput in) throws IOException {
            return new RuleVersion(Fields.readText(in), Fields.readLong(in), Fields.readText(in));
        }
    }
}
