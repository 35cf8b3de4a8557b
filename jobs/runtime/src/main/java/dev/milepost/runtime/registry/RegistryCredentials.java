package dev.milepost.runtime.registry;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks the registry. From the environment only, because arguments and settings are shown to everybody.
 *
 * @param user empty: nobody in particular
 * @param password may be empty
 */
public record RegistryCredentials(String user, String password) implements Serializable {

    public static final String USER = "MILEPOST_REGISTRY_USER";
    public static final String PASSWORD = "MILEPOST_REGISTRY_PASSWORD";

    /** Those that an environment names. */
    public static RegistryCredentials of(Map<String, String> environment) {
        return new RegistryCredentials(environment.getOrDefault(USER, ""), environment.getOrDefault(PASSWORD, ""));
    }

    /** The value of the header Authorization (RFC 7617), if anybody asks. */
    Optional<String> header() {
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return user.isEmpty() ? "nobody" : user;
    }
}
