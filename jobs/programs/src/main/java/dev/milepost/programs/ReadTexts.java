package dev.milepost.programs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts that were read last in this process, and found in order. Of a job each operator, in each of its parallel
 * instances, reads all programs again whenever another comes, and these are immutable.
 */
final class ReadTexts {

    /** Some megabytes. */
    private static final int KEPT = 1_000;

    private static final Map<Text, ProgramFiles.Sourced> LATEST =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Text, ProgramFiles.Sourced> eldest) {
                    return size() > KEPT;
                }
            });

    /** A text under the name that places in it have. */
    private record Text(String name, String text) {}

    private ReadTexts() {}

    /** What it says; null where it is not known. */
    static ProgramFiles.Sourced find(String name, String text) {
        return LATEST.get(new Text(name, text));
    }

    static void keep(String name, String text, ProgramFiles.Sourced read) {
        LATEST.put(new Text(name, text), read);
    }
}
