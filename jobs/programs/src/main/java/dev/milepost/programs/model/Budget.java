package dev.milepost.programs.model;

import java.io.Serializable;

/**
 * How much a program may owe and pay, in minor units of its currency.
 *
 * @param window for how long it lasts; {@link Window#LIFETIME}: for ever
 */
public record Budget(long amountMinor, Window window) implements Serializable {}
