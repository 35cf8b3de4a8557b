package dev.milepost.experiments.model;

import dev.milepost.experiments.model.UnitEvent.Exposed;
import dev.milepost.experiments.model.UnitEvent.Happened;
import java.math.BigInteger;

/**
 * An exposure of a user's, as far as it is settled.
 *
 * @param matured event time has passed the end of its horizon
 * @param covariateMinor null: what it comes from is still in the state
 * @param settled what is final, and kept nowhere else
 */
record Exposure(Exposed exposed, boolean matured, BigInteger covariateMinor, Tally settled) {

    static Exposure of(Exposed exposed) {
        return new Exposure(exposed, false, null, Tally.NOTHING);
    }

    Exposure asMatured() {
        return new Exposure(exposed, true, covariateMinor, settled);
    }

    Exposure with(BigInteger covariate) {
        return new Exposure(exposed, matured, covariate, settled);
    }

    /** Once that is kept no longer; nothing changes where it does not count. */
    Exposure settle(Happened happened) {
        return counts(happened)
                ? new Exposure(exposed, matured, covariateMinor, settled.plus(happened, exposed.currency()))
                : this;
    }

    boolean counts(Happened happened) {
        return happened.stands() && exposed.isWithin(happened.happenedMillis());
    }
}
