package dev.milepost.cli;

import dev.milepost.runtime.ingest.PersonalData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The key that raw personal fields are hashed under. */
final class HashKey {

    private HashKey() {}

    /** By the environment's key; without one, records with raw personal fields are refused. */
    static PersonalData of(Map<String, String> environment) {
        return of(environment.get(PersonalData.KEY_VARIABLE));
    }

    /** By the environment's key; where it has none, by that of a stack which has one of its own. */
    static PersonalData of(Map<String, String> environment, Optional<RunFile> stack) throws IOException {
        if (environment.get(PersonalData.KEY_VARIABLE) != null
                || stack.isEmpty()
                || stack.get().hashKeyFile().isEmpty()) {
            return of(environment);
        }
        return of(Files.readString(Path.of(stack.get().hashKeyFile())).strip());
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
