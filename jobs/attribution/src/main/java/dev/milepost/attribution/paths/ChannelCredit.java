package dev.milepost.attribution.paths;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a channel is credited with under a model, in one currency.
 *
 * @param model its name
 * @param channel the channel, or {@link PathCounts#NONE}
 * @param currency of the orders, ISO 4217
 * @param conversions orders, to 1e-9
 * @param minor of their net amount, minor units
 */
public record ChannelCredit(String model, String channel, String currency, BigDecimal conversions, BigInteger minor) {}
