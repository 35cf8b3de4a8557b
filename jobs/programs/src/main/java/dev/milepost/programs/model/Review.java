package dev.milepost.programs.model;

import java.io.Serializable;

/**
 * What fraud verdicts do to rewards.
 *
 * @param riskOver millionths: above it a reward waits for a reviewer
 * @param blockOver millionths: from it on, with a code of identity or ring, it is blocked
 * @param secondPersonOverMinor over which amount two people decide, where Milepost has cases; Long.MAX_VALUE: never
 * @param onTimeout what happens to what is not cleared in time
 * @param after how long reviewers have
 */
public record Review(long riskOver, long blockOver, long secondPersonOverMinor, OnTimeout onTimeout, Span after)
        implements Serializable {

    /** What happens to what nobody reviewed. */
    public enum OnTimeout {
        RELEASE,
        VOID,
        ESCALATE
    }
}
