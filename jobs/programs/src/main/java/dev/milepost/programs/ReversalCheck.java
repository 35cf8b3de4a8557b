package dev.milepost.programs;

import dev.milepost.programs.model.OrderOf;
import dev.milepost.programs.model.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Refuses a {@code reverse_on} that no order could ever set off. */
final class ReversalCheck {

    private ReversalCheck() {}

    static void run(Values values, Ids ids, Qualification qualifies) {
        Map<String, List<Pattern>> patterns = new HashMap<>();
        ids.scopes().forEach(scope -> patterns.putIfAbsent(scope.id(), scope.patterns()));
        Function<String, List<Pattern>> milestones = id -> patterns.getOrDefault(id, List.of());
        for (Scope scope : ids.scopes()) {
            for (Scope.Reversal reversal : scope.reversals()) {
                if (!OrderOf.reward(reversal.on(), scope.per(), qualifies.event(), milestones)
                        .any()) {
                    values.add(reversal.place(), why(OrderOf.causes(reversal.on(), milestones), scope, qualifies));
                }
            }
        }
    }

    private static String why(Set<String> causes, Scope scope, Qualification qualifies) {
        String completing = causes.isEmpty() ? "" : " (" + String.join(", ", causes) + ")";
        return scope.isAdvocate() && OrderOf.isSale(qualifies.event())
                ? "reverse_on takes back by the order of a referral, and what completes this" + completing
                        + " is the advocate's own: let on end with a referral. event, or remove reverse_on"
                : "reverse_on takes back by an order, and neither what completes this" + completing
                        + " nor what qualifies (" + qualifies.event()
                        + ") is one: let qualifies name the order that pays for it, or remove reverse_on";
    }
}
