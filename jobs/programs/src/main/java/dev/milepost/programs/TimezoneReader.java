package dev.milepost.programs;

import dev.milepost.programs.yaml.Nearest;
import dev.milepost.programs.yaml.YamlNode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Reads {@code timezone}: a name of the IANA database such as Europe/Berlin, or UTC. Abbreviations and offsets are refused,
 * since they know no summer time, which people who write them seldom mean.
 */
final class TimezoneReader {

    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

    private final Values values;

    TimezoneReader(Values values) {
        this.values = values;
    }

    /** UTC where there is no node. */
    ZoneId read(YamlNode node) {
        String name = node == null ? "UTC" : values.text(node, "timezone", "UTC or a name such as Europe/Berlin");
        if (name == null || name.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        if (KNOWN.contains(name) && name.contains("/")) {
            return ZoneId.of(name);
        }
        values.add(
                node.place(),
                "timezone " + name + " is unknown: write "
                        + Nearest.to(name, KNOWN)
                                .filter(near -> near.contains("/"))
                                .orElse("UTC or a name such as Europe/Berlin"));
        return ZoneOffset.UTC;
    }
}
