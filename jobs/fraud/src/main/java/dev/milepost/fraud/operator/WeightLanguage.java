package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.score.WeightVersions;
import dev.milepost.fraud.model.score.Weights;
import dev.milepost.fraud.model.score.WeightsCodec;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleLanguage;
import dev.milepost.runtime.rules.RuleVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Versions of the weights as rules of whoever scores: their bytes in Base64. Those of experts hold from the beginning of time. */
public final class WeightLanguage implements RuleLanguage<WeightVersions> {

    private static final long serialVersionUID = 1L;

    private static final WeightsCodec CODEC = new WeightsCodec();

    /** Rules that begin with the experts' weights. */
    public static Rules<WeightVersions> rules() {
        return Rules.from(new WeightLanguage(), List.of());
    }

    /** A version as it is broadcast. */
    public static RuleVersion version(Weights weights) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CODEC.write(weights, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return new RuleVersion(
                "weights@" + weights.version(),
                weights.validFromMillis(),
                Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    @Override
    public RuleVersion read(String text) throws RuleException {
        return version(weights(text));
    }

    @Override
    public WeightVersions compile(Collection<RuleVersion> versions) throws RuleException {
        List<Weights> all = new ArrayList<>();
        for (RuleVersion version : versions) {
            all.add(weights(version.text()));
        }
        all.sort(Comparator.comparingInt(Weights::version));
        WeightVersions known = WeightVersions.EXPERT;
        for (Weights each : all) {
            known = known.with(each);
        }
        return known;
    }

    private static Weights weights(String text) throws RuleException {
        try {
            return CODEC.read(
                    CODEC.version(),
                    new DataInputStream(
                            new ByteArrayInputStream(Base64.getDecoder().decode(text))));
        } catch (IOException | IllegalArgumentException e) {
            throw new RuleException("These are no weights: " + e.getMessage(), e);
        }
    }
}
