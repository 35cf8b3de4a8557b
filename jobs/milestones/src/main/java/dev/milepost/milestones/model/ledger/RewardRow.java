package dev.milepost.milestones.model.ledger;

import dev.milepost.programs.model.Effect;
import java.util.List;

/**
 * Where a reward stands; each time it changes the whole row is told again.
 *
 * @param advocate who referred; null where nobody is known
 * @param occurrence as it is in the reward's id
 * @param currency ISO 4217 code, or the name of the unit
 * @param state its last entry's; null: it was not granted at all, see the reason
 * @param earnedMinor what it was granted with; what it would have been where it was not, 0 where nobody can say
 * @param owedMinor the sum of its entries
 * @param holdEndsMillis Long.MAX_VALUE where it was not granted
 * @param expiresMillis Long.MAX_VALUE: not, or not yet known
 * @param reason a word
 * @param referrals that it counts
 * @param causeId the event that completed its pattern
 * @param updatedAtMillis when its last entry takes effect; where it was not granted, when it would have been earned
 * @param lateCorrection whether that entry corrects what had been told
 */
public record RewardRow(
        String rewardId,
        String program,
        int version,
        String rule,
        String subject,
        String advocate,
        String beneficiary,
        Effect.Side side,
        Effect.Kind kind,
        String occurrence,
        String currency,
        Step state,
        long earnedMinor,
        long paidMinor,
        long owedMinor,
        long earnedAtMillis,
        long holdEndsMillis,
        long expiresMillis,
        String reason,
        List<String> referrals,
        String causeId,
        long updatedAtMillis,
        boolean lateCorrection) {}
