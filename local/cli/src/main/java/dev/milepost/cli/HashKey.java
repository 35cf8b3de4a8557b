package dev.milepost.cli;

import dev.milepost.runtime.ingest.PersonalData;
import java.util.Map;

/** The key that raw personal fields are hashed under. */
final class HashKey {

    private HashKey() {}

    /** By the environment's key; without one, records with raw personal fields are refused. */
    static PersonalData of(Map<String, String> environment) {
        return of(environment.get(PersonalData.KEY_VARIABLE));
    }

    /** By this key, which may be null. */
    static PersonalData of(String key) {
        try {
            return PersonalData.withKeyIfAny(key);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.REFUSED_INPUT, e.getMessage(), e);
        }
    }
}
