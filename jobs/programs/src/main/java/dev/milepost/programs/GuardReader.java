package dev.milepost.programs;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Guard;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code guards}, whose order in the file is the order in which they are asked. */
final class GuardReader {

    static final Set<String> KEYS = Set.of(
            "not_before",
            "cooldown",
            "quota",
            "suppress_if",
            "exclude_segments",
            "require_marketing_consent",
            "risk_at_most");

    static final Set<String> QUOTA_KEYS = Set.of("times", "within", "per", "gap", "by");
    static final Set<String> SUPPRESSOR_KEYS = Set.of("event", "where", "within", "unless");

    private final Values values;
    private final WindowReader windows;
    private final EventReader events;

    GuardReader(Values values) {
        this.values = values;
        this.windows = new WindowReader(values);
        this.events = new EventReader(values);
    }

    Ask.Guards read(YamlNode node, boolean hasCategory) {
        List<Guard> guards = new ArrayList<>();
        if (node != null && node.expectMap("guards", "{cooldown: 30d}, or remove the key", values.problems)) {
            values.refuseOtherKeys(node, "guards", KEYS);
            node.entries().forEach((word, entry) -> {
                Guard guard = guard(word, entry.value(), hasCategory);
                if (guard != null) {
                    guards.add(guard);
                }
            });
        }
        return new Ask.Guards(guards);
    }

    /** Null where it is unknown, wrong, or turned off. */
    private Guard guard(String word, YamlNode node, boolean hasCategory) {
        return switch (word) {
            case "not_before" -> {
                Span length = Durations.retained(node, word, values.problems);
                yield length == null ? null : new Guard.NotBefore(length);
            }
            case "cooldown" -> {
                Span length = Durations.retained(node, word, values.problems);
                yield length == null ? null : new Guard.Cooldown(length);
            }
            case "quota" -> quota(node, hasCategory);
            case "suppress_if" -> suppressIf(node);
            case "exclude_segments" -> excludeSegments(node);
            case "require_marketing_consent" ->
                values.flag(node, word, false) ? new Guard.RequireMarketingConsent() : null;
            case "risk_at_most" -> new Guard.RiskAtMost(values.share(node, word, "1"));
            default -> null;
        };
    }

    private Guard quota(YamlNode node, boolean hasCategory) {
        if (!node.expectMap("quota", "{times: 1, within: 90d, by: category}", values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "quota", QUOTA_KEYS);
        long times = values.whole(values.required(node, "quota", "times", "1"), "times", 1);
        Window window = windows.read(node, "quota");
        YamlNode byNode = values.required(node, "quota", "by", "category");
        Guard.Quota.By by = values.word(byNode, "by", Guard.Quota.By.class);
        if (by == Guard.Quota.By.CATEGORY && !hasCategory) {
            values.add(
                    byNode.place(),
                    "by category counts the ask's category, and it has none: add category: …, or write by: ask");
        }
        return by == null ? null : new Guard.Quota(times, window, by);
    }

    private Guard suppressIf(YamlNode node) {
        List<Ask.Suppressor> suppressors = new ArrayList<>();
        if (node.expectList("suppress_if", "[{event: refund, within: 30d}]", values.problems)) {
            for (YamlNode item : node.oneOrMore()) {
                Ask.Suppressor suppressor = suppressor(item);
                if (suppressor != null) {
                    suppressors.add(suppressor);
                }
            }
            if (node.oneOrMore().isEmpty()) {
                values.add(
                        node.place(),
                        "suppress_if is empty, so it suppresses nothing: name an event, or remove the key");
            }
        }
        return suppressors.isEmpty() ? null : new Guard.SuppressIf(suppressors);
    }

    private Ask.Suppressor suppressor(YamlNode node) {
        if (!node.expectMap("an entry of suppress_if", "{event: refund, within: 30d}", values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "suppress_if", SUPPRESSOR_KEYS);
        Pattern.Event event = events.read(node, "suppress_if", Scope.suppression());
        YamlNode withinNode = values.required(node, "suppress_if", "within", "30d");
        Span within = withinNode == null ? null : Durations.retained(withinNode, "within", values.problems);
        YamlNode unless = node.get("unless");
        String unlessName = unless == null ? null : events.name(unless, Scope.suppression());
        return event == null || within == null ? null : new Ask.Suppressor(event, within, unlessName);
    }

    private Guard excludeSegments(YamlNode node) {
        Set<String> segments = new LinkedHashSet<>();
        if (node.expectList("exclude_segments", "[churn_risk]", values.problems)) {
            for (YamlNode item : node.oneOrMore()) {
                String segment = item.expectText("a segment", "a name such as churn_risk", values.problems);
                if (segment != null) {
                    segments.add(segment);
                }
            }
            if (node.oneOrMore().isEmpty()) {
                values.add(
                        node.place(),
                        "exclude_segments is empty, so it excludes nobody: name a segment, or remove the key");
            }
        }
        return segments.isEmpty() ? null : new Guard.ExcludeSegments(segments);
    }
}
