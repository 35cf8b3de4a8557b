package dev.milepost.programs;

import dev.milepost.programs.yaml.YamlNode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Reads the part {@code attribution} of a program file. */
final class AttributionReader {

    static final Set<String> KEYS =
            Set.of("window", "exclude_channels", "click_window", "bind", "evidence", "half_life");

    private final Values values;

    AttributionReader(Values values) {
        this.values = values;
    }

    /** The defaults where there is no node. */
    AttributionTerms read(YamlNode node) {
        AttributionTerms defaults = AttributionTerms.DEFAULTS;
        if (node == null || !node.expectMap("attribution", "{window: 30d}, or remove the key", values.problems)) {
            return defaults;
        }
        values.refuseOtherKeys(node, "attribution", KEYS);
        return new AttributionTerms(
                duration(node, "window", defaults.windowMillis()),
                channels(node.get("exclude_channels")),
                duration(node, "click_window", defaults.clickWindowMillis()),
                bind(node.get("bind")),
                evidence(node.get("evidence")),
                duration(node, "half_life", defaults.halfLifeMillis()));
    }

    private long duration(YamlNode parent, String key, long fallback) {
        YamlNode node = parent.get(key);
        return node == null ? fallback : Durations.exactMillis(node, key, fallback, values.problems);
    }

    private Set<String> channels(YamlNode node) {
        Set<String> channels = new HashSet<>();
        if (node != null && node.expectList("exclude_channels", "[direct]", values.problems)) {
            for (YamlNode item : node.oneOrMore()) {
                String channel = item.expectText("a channel", "a name such as direct", values.problems);
                if (channel != null) {
                    channels.add(channel.toLowerCase(Locale.ROOT));
                }
            }
        }
        return channels;
    }

    private Bind bind(YamlNode node) {
        String text = node == null ? "last" : node.expectText("bind", "first or last", values.problems);
        if ("first".equals(text)) {
            return Bind.FIRST;
        }
        if (text != null && !text.equals("last")) {
            values.add(node.place(), "bind " + text + " is unknown: write first or last");
        }
        return Bind.LAST;
    }

    private Set<Evidence> evidence(YamlNode node) {
        if (node == null || !node.expectList("evidence", "[code, invite, link]", values.problems)) {
            return AttributionTerms.DEFAULTS.evidence();
        }
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        if (node.oneOrMore().isEmpty()) {
            values.add(
                    node.place(), "evidence is empty, so nothing would bind: name at least one of code, invite, link");
        }
        for (YamlNode item : node.oneOrMore()) {
            switch (item.text()) {
                case "code" -> evidence.add(Evidence.CODE);
                case "invite" -> evidence.add(Evidence.INVITE);
                case "link" -> evidence.add(Evidence.LINK);
                default ->
                    values.add(item.place(), "evidence " + item.text() + " is unknown: use code, invite or link");
            }
        }
        return evidence;
    }
}
