package dev.milepost.programs;

import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.io.Serializable;

/**
 * How long a deployment keeps touches: a version with a longer {@code window} or {@code click_window} is refused by its job.
 *
 * @param millis the longest that either may be
 * @param setting what says so, as {@code key = value}
 */
public record LongestWindow(long millis, String setting) implements Serializable {

    /** Of a version that keeps to it nothing is said. */
    void check(ProgramFiles.Sourced version, Problems problems) {
        AttributionTerms terms = version.version().attribution();
        check(version.root(), "window", terms.windowMillis(), problems);
        check(version.root(), "click_window", terms.clickWindowMillis(), problems);
    }

    private void check(YamlNode root, String key, long window, Problems problems) {
        if (window <= millis) {
            return;
        }
        YamlNode terms = root.get("attribution");
        YamlNode node = terms == null ? null : terms.get(key);
        if (node != null) {
            problems.add(
                    node.place(),
                    key + " " + node.text().strip() + " is longer than touches are kept (" + setting
                            + "): write a shorter one, or raise that setting");
            return;
        }
        problems.add(
                terms == null ? new Place(root.place().file(), 1, 1) : terms.place(),
                "there is no " + key + ", and the one that holds then is longer than touches are kept (" + setting
                        + "): add a shorter one, such as attribution: {" + key + ": 1d}, or raise that setting");
    }
}
