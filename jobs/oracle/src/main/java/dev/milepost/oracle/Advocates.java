package dev.milepost.oracle;

import dev.milepost.testkit.oracle.pattern.Happening;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Whose an account is: the advocate's of its first referral that is not rejected, as it is decided by then; of all that are
 * rejected the first's.
 */
final class Advocates {

    /** So many come into question; who is bound later is not looked at. */
    private static final int MOST = 100;

    private final List<Happening> bindings;
    private final List<Happening> decisions;

    /** By all that the account sees, in order. */
    Advocates(List<Happening> history) {
        bindings = history.stream()
                .filter(event -> event.name().equals("referral.bound"))
                .limit(MOST)
                .toList();
        decisions = history.stream()
                .filter(event -> Rejections.isDecision(event.name()))
                .filter(event -> bindings.stream()
                        .anyMatch(binding -> binding.referrals().equals(event.referrals())))
                .toList();
    }

    /** When it may come to be another's. */
    NavigableSet<Long> moments() {
        TreeSet<Long> moments = new TreeSet<>();
        bindings.forEach(binding -> moments.add(binding.time()));
        decisions.forEach(decision -> moments.add(decision.time()));
        return moments;
    }

    /** The binding by which it is somebody's at a time; null: nobody's. */
    Happening at(long time) {
        for (Happening binding : bindings) {
            if (binding.time() <= time && !isRejected(binding, time)) {
                return binding;
            }
        }
        return bindings.isEmpty() ? null : bindings.get(0);
    }

    private boolean isRejected(Happening binding, long time) {
        boolean rejected = false;
        for (Happening decision : decisions) {
            if (decision.time() <= time && decision.referrals().equals(binding.referrals())) {
                rejected = decision.name().equals(Rejections.REJECTED);
            }
        }
        return rejected;
    }

    /** By what it came to be another's then. */
    String cause(long time) {
        String cause = "";
        for (List<Happening> all : List.of(bindings, decisions)) {
            for (Happening event : all) {
                cause = event.time() == time ? event.id() : cause;
            }
        }
        return cause;
    }
}
