package dev.milepost.oracle;

import dev.milepost.programs.ProgramVersion;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What program files say of the funnel. */
public final class Activations {

    private Activations() {}

    /** By program the event that its latest version has under activation, where that is without a condition. */
    public static Map<String, String> latest(Collection<ProgramVersion> versions) {
        Map<String, ProgramVersion> latest = new TreeMap<>();
        for (ProgramVersion version : versions) {
            latest.merge(version.program(), version, (one, other) -> one.version() > other.version() ? one : other);
        }
        Map<String, String> activations = new TreeMap<>();
        latest.forEach((program, version) -> {
            if (version.activation() != null && version.activation().where().isEmpty()) {
                activations.put(program, version.activation().names().get(0));
            }
        });
        return activations;
    }
}
