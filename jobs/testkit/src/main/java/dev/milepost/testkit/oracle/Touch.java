package dev.milepost.testkit.oracle;

import dev.milepost.testkit.oracle.Identities.Owner;
import java.util.Comparator;
import java.util.Optional;

/** A click that counts as a contact with a channel. Campaign and code are empty where there is none. */
record Touch(String anonymousId, Stamp at, String channel, String campaign, String code, Optional<Owner> owner) {

    /** Two devices may give their clicks the same event_id: then the device decides. */
    static final Comparator<Touch> EARLIEST_FIRST =
            Comparator.comparing(Touch::at).thenComparing(Touch::anonymousId);

    boolean ownedBy(String userId) {
        return owner.map(Owner::userId).filter(userId::equals).isPresent();
    }
}
