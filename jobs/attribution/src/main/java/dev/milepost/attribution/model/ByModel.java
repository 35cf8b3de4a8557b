package dev.milepost.attribution.model;

import java.util.function.ToLongFunction;

/** One figure for each credit model. */
public record ByModel(long first, long last, long lastNonDirect, long linear, long position, long timeDecay) {

    static ByModel of(ToLongFunction<CreditModel> figure) {
        return new ByModel(
                figure.applyAsLong(CreditModel.FIRST),
                figure.applyAsLong(CreditModel.LAST),
                figure.applyAsLong(CreditModel.LAST_NON_DIRECT),
                figure.applyAsLong(CreditModel.LINEAR),
                figure.applyAsLong(CreditModel.POSITION),
                figure.applyAsLong(CreditModel.TIME_DECAY));
    }
}
