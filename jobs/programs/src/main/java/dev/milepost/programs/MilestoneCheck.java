package dev.milepost.programs;

import dev.milepost.programs.model.Names;
import dev.milepost.programs.yaml.Nearest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

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
        if (named.isAccount() != scope.isAccount()) {
            String other = named.isAccount() ? "an account" : "a user";
            values.add(
                    mention.place(),
                    name + " is reached by " + other + ", and this counts by "
                            + (scope.isAccount() ? "account" : "user") + ": name its events instead");
            return;
        }
        if (scope.isReward() && leadsTo(mention.id(), Scope::waitsForReward)) {
            values.add(
                    mention.place(),
                    name + " waits for " + Names.REWARD_RELEASED
                            + " in its turn, which is decided only after the reward that would wait for it: name what"
                            + " happens before");
            return;
        }
        if (leadsTo(mention.id(), waited -> scope.id().equals(waited.id()))) {
            values.add(
                    mention.place(),
                    mention.id().equals(scope.id())
                            ? name + " would wait for itself: name what has to happen before"
                            : name + " waits for milestone." + scope.id()
                                    + " in its turn, so neither would be reached: remove one of the two");
        }
    }

    /** Whether it, or what it waits for, however many are between, is such a one. */
    private boolean leadsTo(String from, Predicate<Scope> sought) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(from);
        while (!open.isEmpty()) {
            String id = open.remove();
            Scope scope = scopes.get(id);
            if (scope != null && seen.add(id)) {
                if (sought.test(scope)) {
                    return true;
                }
                scope.milestones().forEach(mention -> open.add(mention.id()));
            }
        }
        return false;
    }
}
