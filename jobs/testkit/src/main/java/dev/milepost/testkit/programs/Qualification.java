package dev.milepost.testkit.programs;

import java.time.Duration;

/**
 * What makes a bound referral qualified: one event of the referee after the signup.
 *
 * @param event a click's name, or signup, order, renewal, refund, chargeback, refund_cancelled
 * @param amountAtLeastMinor the least amount in minor units of the program's currency; {@code null}: any event of the
 *     name, of any currency
 * @param within how long after the signup, inclusive
 */
public record Qualification(String event, Long amountAtLeastMinor, Duration within) {}
