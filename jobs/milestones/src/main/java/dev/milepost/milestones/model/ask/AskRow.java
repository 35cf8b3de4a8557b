package dev.milepost.milestones.model.ask;

import java.util.Map;

/**
 * What is told about one completion of an ask's pattern.
 *
 * @param askId hash of program, ask, user and occurrence
 * @param reason the guard that stopped it, or why it was withdrawn; else empty
 * @param values what the guards saw, by their words, in the order asked, up to the one that stopped it
 * @param experiment empty: none
 * @param arm of the experiment, {@code holdout} for those held out; else empty
 * @param decidedAtMillis when it could be decided: the milestone's time, or when it was due, or later where that had been told already
 * @param knownAtMillis when it could be known: when what it rests on was received, or later where its time had been told already
 * @param sendAtMillis when it is to be sent; the milestone's time where it is not
 * @param amountMinor of the event that completed the milestone, in minor units of {@code currency}; null where it has none
 * @param currency ISO 4217; null where there is no money
 * @param value what the pattern's number had come to; null where it has none
 * @param referralCode the user's in the program, at the milestone's time; null where none is known
 * @param turn which message about the ask it is to the outside, from 1 on; 0 where the outside is told nothing: of whoever is
 *     held out, not asked, or waits, and where that is withdrawn
 */
public record AskRow(
        String askId,
        String program,
        int version,
        String ask,
        String category,
        String user,
        long occurrence,
        Decision decision,
        String reason,
        Map<String, String> values,
        String experiment,
        String arm,
        long milestoneMillis,
        String causeId,
        long decidedAtMillis,
        long knownAtMillis,
        long sendAtMillis,
        String channel,
        String template,
        boolean lateCorrection,
        Long amountMinor,
        String currency,
        AskMilestone.Value value,
        String referralCode,
        int turn) {}
