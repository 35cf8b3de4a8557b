package dev.milepost.attribution.channel;

import java.util.List;

/** A channel table that cannot be used; the message lists every problem as {@code file:line:column: what, and what to do}. */
public final class ChannelRulesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChannelRulesException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
