package dev.milepost.milestones.model.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Who referred a subject, from a time on: of a referee for good, of an account by the first of its referrals that stands, so that
 * the next one takes the place of one that is rejected, and gives it back where that is approved after all. Where none stands it is
 * the first: whoever is told so knows that it is rejected.
 *
 * @param sinceMillis Long.MIN_VALUE: from the beginning on
 * @param causeId the decision by which; where none of that moment is, the binding
 * @param knownMillis when that was received
 * @param binding the {@code referral.bound}
 */
public record Referrer(long sinceMillis, String causeId, long knownMillis, SubjectEvent binding) {

    /** In the order of time; empty where nobody did. */
    static List<Referrer> of(List<SubjectEvent> bindings, Reviews reviews) {
        if (bindings.isEmpty()) {
            return List.of();
        }
        List<Referrer> referrers = new ArrayList<>();
        referrers.add(new Referrer(Long.MIN_VALUE, "", Long.MIN_VALUE, bindings.get(0)));
        turns(bindings, reviews).forEach((time, by) -> {
            SubjectEvent now = at(time, bindings, reviews);
            SubjectEvent before = referrers.get(referrers.size() - 1).binding();
            if (!now.identity().equals(before.identity())) {
                referrers.add(new Referrer(time, by.id(), by.knownMillis(), now));
            }
        });
        return List.copyOf(referrers);
    }

    /** Of each moment at which it may be another the last decision, or else the last binding. */
    private static TreeMap<Long, SubjectEvent> turns(List<SubjectEvent> bindings, Reviews reviews) {
        TreeMap<Long, SubjectEvent> turns = new TreeMap<>();
        if (bindings.stream().noneMatch(binding -> reviews.isOf(binding.referrals()))) {
            return turns;
        }
        bindings.forEach(binding -> turns.put(binding.timeMillis(), binding));
        reviews.events().stream()
                .filter(review -> bindings.stream()
                        .anyMatch(binding -> binding.referrals().equals(review.referrals())))
                .forEach(review -> turns.put(review.timeMillis(), review));
        return turns;
    }

    private static SubjectEvent at(long timeMillis, List<SubjectEvent> bindings, Reviews reviews) {
        return bindings.stream()
                .filter(binding -> binding.timeMillis() <= timeMillis)
                .filter(binding -> !reviews.isRejected(binding.referrals(), timeMillis))
                .findFirst()
                .orElse(bindings.get(0));
    }

    /** The one of that time; null: there is none. */
    public static Referrer at(long timeMillis, List<Referrer> referrers) {
        return referrers.stream()
                .filter(each -> each.sinceMillis() <= timeMillis)
                .max(Comparator.comparingLong(Referrer::sinceMillis))
                .orElse(null);
    }
}
