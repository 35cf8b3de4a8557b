package dev.milepost.programs;

import dev.milepost.programs.yaml.Nearest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks what patterns name under {@code milestone.}: it has to be there, of a like subject, and never to wait for itself. */
final class MilestoneCheck {

    private final Values values;
    private final Map<String, Scope> scopes = new LinkedHashMap<>();

    private MilestoneCheck(Values values, Ids ids) {
        this.values = values;
        for (Scope scope : ids.scopes()) {
            if (scope.id() != null) {
                scopes.putIfAbsent(scope.id(), scope);
            }
        }
    }

    static void run(Values values, Ids ids) {
        MilestoneCheck check = new MilestoneCheck(values, ids);
        check.scopes.values().forEach(scope -> scope.milestones().forEach(mention -> check.mention(scope, mention)));
    }

    private void mention(Scope scope, Scope.Mention mention) {
        String name = "event milestone." + mention.id();
        Scope named = scopes.get(mention.id());
        if (named == null) {
            values.add(
                    mention.place(),
                    name + " is of no ask or reward in this file: "
                            + Nearest.to(mention.id(), scopes.keySet())
                                    .map(meant -> "write milestone." + meant)
                                    .orElse("write the id of one of them: "
                                            + String.join(", ", new TreeSet<>(scopes.keySet()))));
            return;
        }
        if (named.per() != scope.per()) {
            values.add(
                    mention.place(),
                    name + " is reached " + by(named) + ", and this counts " + by(scope) + ": name its events instead");
            return;
        }
        if (leadsTo(mention.id(), scope.id())) {
            values.add(
                    mention.place(),
                    mention.id().equals(scope.id())
                            ? name + " would wait for itself: name what has to happen before"
                            : name + " waits for milestone." + scope.id()
                                    + " in its turn, so neither would be reached: remove one of the two");
        }
    }

    /** Whose events count: a milestone is told to the rules of the same alone. */
    private static String by(Scope scope) {
        return scope.per() == null
                ? "by a user's own events, as asks are"
                : "per: " + scope.per().name().toLowerCase(Locale.ROOT);
    }

    /** Whether it, or what it waits for, however many are between, is that. */
    private boolean leadsTo(String from, String sought) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(from);
        while (!open.isEmpty()) {
            String id = open.remove();
            Scope scope = scopes.get(id);
            if (scope != null && seen.add(id)) {
                if (id.equals(sought)) {
                    return true;
                }
                scope.milestones().forEach(mention -> open.add(mention.id()));
            }
        }
        return false;
    }
}
