package dev.milepost.cli;

import dev.milepost.experiments.statistics.Alternative;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How sure an experiment is to be, and what is asked of it. */
final class ProcedureOptions {

    private static final double USUAL_ALPHA = 0.05;

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "How often nothing may be taken for something, as 0.05 or 5%%: 5%% by default.")
    private Double alpha;

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "The same the other way round: 95%% is --alpha 5%%.")
    private Double confidence;

    @Option(
            names = "--alternative",
            paramLabel = "KIND",
            converter = Kind.class,
            defaultValue = "two-sided",
            description =
                    "two-sided (by default), greater or less: whether an arm is other than control, above it, or below it. "
                            + "Say it before you look.")
    private Alternative alternative;

    /** A share, written as 0.05 or 5%. */
    static final class Share implements ITypeConverter<Double> {

        @Override
        public Double convert(String text) {
            boolean percent = text.endsWith("%");
            try {
                double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
                if (Double.isFinite(number)) {
                    return percent ? number / 100 : number;
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new TypeConversionException("'" + text + "' is no share: write it like 0.05 or 5%");
        }
    }

    /** Of what is asked. */
    static final class Kind implements ITypeConverter<Alternative> {

        @Override
        public Alternative convert(String text) {
            try {
                return Alternative.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is none of two-sided, greater, less");
            }
        }
    }

    Alternative alternative() {
        return alternative;
    }

    double alpha() {
        if (alpha != null && confidence != null) {
            throw new CommandFailure(ExitCode.USAGE, "Give --alpha or --confidence: each says what the other does.");
        }
        double chosen = confidence != null ? 1 - confidence : alpha != null ? alpha : USUAL_ALPHA;
        if (!(chosen > 0 && chosen < 0.5)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--alpha is above 0 and below 0.5, and --confidence above 0.5 and below 1.");
        }
        // 1 − .95 is not quite .05.
        return confidence == null ? chosen : Math.round(chosen * 1e12) / 1e12;
    }
}
