package dev.milepost.adversaries;

import java.util.Map;

/**
 * What a world has in it: {@code truth/summary.json}.
 *
 * @param users accounts
 * @param referrals that bind
 * @param fraud how many of them are fraud
 * @param typologies referrals by typology
 * @param causes fraudulent referrals by the signal that gives them away
 * @param lines of the stream files, repeated and late ones among them
 */
public record AdversarySummary(
        long users,
        long referrals,
        long fraud,
        Map<String, Long> typologies,
        Map<String, Long> causes,
        Map<String, Long> lines) {}
