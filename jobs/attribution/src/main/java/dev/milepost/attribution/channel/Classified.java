package dev.milepost.attribution.channel;

/**
 * What a click came by.
 *
 * @param channel lower case, never empty
 * @param campaign as the click has it; empty where it names none
 */
public record Classified(String channel, String campaign) {}
