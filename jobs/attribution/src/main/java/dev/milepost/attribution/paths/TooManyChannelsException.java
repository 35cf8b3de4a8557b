package dev.milepost.attribution.paths;

import java.util.Collection;
import java.util.stream.Collectors;

/** Channels in such number that they are none; the message names some. */
public final class TooManyChannelsException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SOME = 8;

    TooManyChannelsException(Collection<String> channels) {
        super("There are more than " + PathCounts.MOST_CHANNELS + " channels, among them "
                + channels.stream().limit(SOME).collect(Collectors.joining(", "))
                + ". A channel is a kind of contact, such as email: let producers put what is finer into campaign, and"
                + " backfill.");
    }
}
