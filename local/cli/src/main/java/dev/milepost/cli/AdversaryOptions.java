package dev.milepost.cli;

import dev.milepost.adversaries.AdversaryPlan;
import dev.milepost.adversaries.Typology;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What {@code simulate} takes for a world with adversaries. */
final class AdversaryOptions {

    @Option(
            names = "--adversaries",
            description = "A world in which some referrals are fraud, at least 200 users and 30 days.")
    private boolean adversaries;

    @Option(
            names = "--prevalence",
            paramLabel = "SHARE",
            defaultValue = "" + AdversaryPlan.DEFAULT_PREVALENCE,
            description = "Share of the referrals that are fraud, 0 to 0.5; ${DEFAULT-VALUE} by default.")
    private double prevalence;

    @Option(
            names = "--mix",
            paramLabel = "TYPOLOGY=WEIGHT,…",
            description =
                    "How much of it is of which typology; all alike by default. self_referral, farm, ring, "
                            + "slow_drip, scripted_timing, refund_after_reward, threshold_gaming, orphan_clicks, aged_accounts.")
    private String mix;

    @Option(
            names = "--drift",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "How far adversaries change their ways along the period, 0 to 1: devices take shorter turns, "
                    + "scripts become less regular; ${DEFAULT-VALUE} by default.")
    private double drift;

    /** The plan, or the reason why there is none. */
    AdversaryPlan plan(int users, int days, long seed, Instant start) {
        if (!adversaries) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--prevalence, --mix and --drift are of a world with adversaries: add --adversaries.");
        }
        try {
            return new AdversaryPlan(users, days, seed, start, prevalence, weights(), drift);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private Map<Typology, Double> weights() {
        Map<Typology, Double> weights = new EnumMap<>(Typology.class);
        if (mix == null) {
            return weights;
        }
        for (String part : mix.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "--mix has '" + part + "': write it like farm=2,ring=1, a typology and its weight");
            }
            if (weights.put(typology(part.substring(0, equals)), weight(part.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("--mix names " + part.substring(0, equals) + " twice");
            }
        }
        return weights;
    }

    private static Typology typology(String text) {
        return Arrays.stream(Typology.values())
                .filter(typology -> typology.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--mix names '" + text + "'; there are "
                        + String.join(
                                ", ",
                                Typology.frauds().stream().map(Typology::text).toList())));
    }

    private static double weight(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--mix has the weight '" + text + "'; it must be a number", e);
        }
    }
}
