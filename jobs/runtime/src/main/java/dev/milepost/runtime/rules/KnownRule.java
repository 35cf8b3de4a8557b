package dev.milepost.runtime.rules;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.CodecTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A version that the {@link RuleGate} knows from now on.
 *
 * @param by the first record that said so; null: it was given at the start, and its record, if it has one, has not come yet
 */
public record KnownRule(RuleVersion version, RuleUpdate by) {

    public static final TypeInformation<KnownRule> TYPE = CodecTypeInfo.of(KnownRule.class, new KnownRuleCodec());

    /** Writes it, for streams. */
    public static final class KnownRuleCodec implements Codec<KnownRule> {

        private static final long serialVersionUID = 1L;

        private final RuleVersion.RuleVersionCodec versions = new RuleVersion.RuleVersionCodec();
        private final RuleUpdate.RuleUpdateCodec updates = new RuleUpdate.RuleUpdateCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(KnownRule rule, DataOutput out) throws IOException {
            versions.write(rule.version, out);
            out.writeBoolean(rule.by != null);
            if (rule.by != null) {
                updates.write(rule.by, out);
            }
        }

        @Override
        public KnownRule read(int version, DataInput in) throws IOException {
            return new KnownRule(
                    versions.read(versions.version(), in),
                    in.readBoolean() ? updates.read(updates.version(), in) : null);
        }
    }
}
