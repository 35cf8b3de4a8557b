package dev.milepost.experiments.model;

import java.math.BigInteger;

/**
 * What counts for a unit within its horizon; amounts in minor units of the exposure's currency. An amount may be any long, so two of
 * them may be more than one holds.
 *
 * @param ownNetMinor own sales less own refunds
 * @param orders own orders and renewals of all currencies
 * @param optOuts how often the user opted out
 * @param signups referees who signed up
 * @param buyers referees who bought for the first time
 * @param referredNetMinor referees' sales less their refunds
 */
public record Tally(
        BigInteger ownNetMinor, long orders, long optOuts, long signups, long buyers, BigInteger referredNetMinor) {

    public static final Tally NOTHING = new Tally(BigInteger.ZERO, 0, 0, 0, 0, BigInteger.ZERO);

    /** With one thing more. */
    Tally plus(UnitEvent.Happened happened, String of) {
        boolean counts = !of.isEmpty() && happened.currency().equals(of);
        BigInteger amount = counts ? BigInteger.valueOf(happened.amountMinor()) : BigInteger.ZERO;
        return switch (happened.what()) {
            case OWN_SALE -> new Tally(ownNetMinor.add(amount), orders + 1, optOuts, signups, buyers, referredNetMinor);
            case OWN_REFUND ->
                new Tally(ownNetMinor.subtract(amount), orders, optOuts, signups, buyers, referredNetMinor);
            case OPT_OUT -> new Tally(ownNetMinor, orders, optOuts + 1, signups, buyers, referredNetMinor);
            case REFERRED_SIGNUP -> new Tally(ownNetMinor, orders, optOuts, signups + 1, buyers, referredNetMinor);
            case REFERRED_PURCHASE -> new Tally(ownNetMinor, orders, optOuts, signups, buyers + 1, referredNetMinor);
            case REFERRED_SALE ->
                new Tally(ownNetMinor, orders, optOuts, signups, buyers, referredNetMinor.add(amount));
            case REFERRED_REFUND ->
                new Tally(ownNetMinor, orders, optOuts, signups, buyers, referredNetMinor.subtract(amount));
        };
    }
}
