package dev.milepost.programs;

import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.yaml.Nearest;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code event} and {@code where}, and refuses names that cannot be told where they stand. */
final class EventReader {

    static final Set<String> KEYS = Set.of("event", "where");

    private static final Set<String> REFERRAL_EVENTS = Set.of("bound", "qualified");

    /** What people write for {@code bound} and {@code qualified}: a product event of such a name would be told apart by nobody. */
    private static final Set<String> REFERRAL_SYNONYMS = Set.of(
            "bind",
            "binding",
            "qualify",
            "qualifies",
            "qualification",
            "converted",
            "conversion",
            "created",
            "completed");

    private static final String EXAMPLE = "an event's name, such as order";

    private final Values values;
    private final WhereReader where;

    EventReader(Values values) {
        this.values = values;
        this.where = new WhereReader(values);
    }

    /** The event of a map that has {@code event} and, maybe, {@code where}; null where its name is none. */
    Pattern.Event read(YamlNode map, String what, Scope scope) {
        YamlNode node = map.get("event");
        if (node == null) {
            values.add(map.place(), what + " names no event: write {event: order}");
            return null;
        }
        List<String> names = new ArrayList<>();
        for (YamlNode item : node.oneOrMore()) {
            String name = name(item, scope);
            if (name != null) {
                names.add(name);
            }
        }
        if (node.oneOrMore().isEmpty()) {
            values.add(node.place(), "the list of events is empty, so nothing matches: name at least one");
        }
        return names.isEmpty() ? null : new Pattern.Event(names, where.read(map.get("where"), names, scope));
    }

    /** One name, or null where it cannot stand here. */
    String name(YamlNode node, Scope scope) {
        String name = node.expectText("event", EXAMPLE, values.problems);
        if (name == null) {
            return null;
        }
        boolean derived = Names.DERIVED_EVENTS.stream().anyMatch(name::startsWith);
        if (derived && scope.seesEventsAlone()) {
            values.add(
                    node.place(),
                    "event " + name
                            + (scope.isSuppression()
                                    ? " suppresses no ask, only the user's own events do: name a click, signup or"
                                            + " purchase, or keep asks apart by cooldown or quota"
                                    : " is decided only after a referral qualifies: name a click, signup or purchase"));
            return null;
        }
        if (name.startsWith(Names.REFERRAL)) {
            return referral(node, name, scope);
        }
        if (name.startsWith(Names.REWARD)) {
            values.add(
                    node.place(), "event " + name + " is decided by the ledger, behind all patterns" + instead(scope));
            return null;
        }
        if (name.startsWith(Names.MILESTONE)) {
            scope.mention(name.substring(Names.MILESTONE.length()), node.place());
            return name;
        }
        return isSpeltWell(node, name, "") ? name : null;
    }

    /** Why what the ledger decides cannot stand here, and what can. */
    private static String instead(Scope scope) {
        return scope.isAsk()
                ? ", and none is told of it: name what earns the reward, such as " + Names.REFERRAL_QUALIFIED
                        + ", or, for after its hold, {timer: {anchor: {event: " + Names.REFERRAL_QUALIFIED
                        + "}, after: 14d}}"
                : ", which it waits for itself, so rewards would wait for each other in a circle: name what earns the"
                        + " other reward, such as " + Names.REFERRAL_QUALIFIED;
    }

    private String referral(YamlNode node, String name, Scope scope) {
        String event = name.substring(Names.REFERRAL.length());
        if (REFERRAL_EVENTS.contains(event)) {
            return name;
        }
        String meant = Nearest.to(event, REFERRAL_EVENTS).orElse(null);
        if (meant != null) {
            values.add(node.place(), "event " + name + " is unknown: write " + Names.REFERRAL + meant);
            return null;
        }
        boolean derived = Names.DERIVED_EVENTS.stream().anyMatch(event::startsWith);
        if (event.isBlank() || derived || REFERRAL_SYNONYMS.contains(event)) {
            values.add(
                    node.place(),
                    "event " + name + " is unknown: write " + Names.REFERRAL_BOUND + " or " + Names.REFERRAL_QUALIFIED
                            + ", or, for an event of the referee, " + Names.REFERRAL + "order and so on");
            return null;
        }
        if (!scope.isAdvocate()) {
            values.add(
                    node.place(),
                    "event " + name + " is " + event + " of a referee, which only a reward per: advocate sees: write "
                            + (scope.isAsk()
                                    ? Names.REFERRAL_BOUND + " or " + Names.REFERRAL_QUALIFIED
                                    : event + ", whose events the referee's are here")
                            + ", or count per: advocate");
            return null;
        }
        return isSpeltWell(node, event, Names.REFERRAL) ? name : null;
    }

    private boolean isSpeltWell(YamlNode node, String event, String prefix) {
        String lower = event.toLowerCase(Locale.ROOT);
        if (!lower.equals(event) && (Names.PURCHASES.contains(lower) || lower.equals(Names.SIGNUP))) {
            values.add(node.place(), "event " + prefix + event + " is unknown: write " + prefix + lower);
            return false;
        }
        return true;
    }
}
