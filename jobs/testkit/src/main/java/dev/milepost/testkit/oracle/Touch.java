package dev.milepost.testkit.oracle;

import dev.milepost.testkit.oracle.Identities.Owner;
import java.util.Optional;

/** A click that counts as a contact with a channel. Campaign and code are empty where there is none. */
record Touch(String anonymousId, Stamp at, String channel, String campaign, String code, Optional<Owner> owner) {

    boolean ownedBy(String userId) {
        return owner.map(Owner::userId).filter(userId::equals).isPresent();
    }
}
