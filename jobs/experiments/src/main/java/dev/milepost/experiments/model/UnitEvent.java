package dev.milepost.experiments.model;

import dev.milepost.runtime.fold.Timed;
import java.util.Map;

/** What the fold of one user runs over. */
public sealed interface UnitEvent extends Timed {

    String userId();

    /**
     * An ask put the user in an arm; told once, never taken back.
     *
     * @param arm its name, or {@link ExperimentSums#HOLDOUT}
     * @param currency of the program; empty where it has none
     * @param shares of each arm and the holdout in the file, in millionths
     */
    record Exposed(
            String userId,
            String experimentId,
            String arm,
            long timeMillis,
            long horizonMillis,
            String currency,
            Map<String, Long> shares)
            implements UnitEvent {

        public Exposed {
            shares = Map.copyOf(shares);
        }

        @Override
        public String id() {
            return experimentId;
        }

        @Override
        public String identity() {
            return "exposed/" + experimentId;
        }

        long endMillis() {
            return timeMillis + horizonMillis;
        }

        /** Whether outcomes of that time count. */
        boolean isWithin(long happenedMillis) {
            return happenedMillis > timeMillis && happenedMillis <= endMillis();
        }
    }

    /**
     * Something that may count for the user's outcomes or covariate; a fact.
     *
     * @param identity two versions of one fact share it
     * @param timeMillis since when what it says is known
     * @param happenedMillis its event time
     * @param finalMillis from when on nothing revises it
     * @param currency ISO 4217 of the amount; empty where there is none
     * @param amountMinor in minor units; 0 where there is none
     * @param stands false: it was told, and is no more
     */
    record Happened(
            String userId,
            String id,
            String identity,
            long timeMillis,
            Happening what,
            long happenedMillis,
            long finalMillis,
            String currency,
            long amountMinor,
            boolean stands)
            implements UnitEvent {}
}
