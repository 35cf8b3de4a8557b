package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.learn.Example.Standing;
import dev.milepost.fraud.model.score.FraudIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * At most {@link #MOST} examples, one of a referral; the older a label, the likelier it is forgotten, by half in 90 days. A sample
 * with forward decay (Cormode et al., "Forward decay", 2009, on Efraimidis and Spirakis, 2006): of all, those with the least
 * ln(−ln u) − λt stay, u a hash of the referral. So what is kept does not depend on the order in which labels came.
 *
 * <p>An example is about 110 bytes, so at most 0.9 MB.
 */
final class Reservoir {

    static final int MOST = 8192;

    private static final double DAY_MILLIS = 86_400_000;
    private static final double DECAY = StrictMath.log(2) / 90;

    private record Place(double priority, String referralId) {

        static final Comparator<Place> ORDER =
                Comparator.comparingDouble(Place::priority).thenComparing(Place::referralId);

        static Place of(Example example) {
            double point = Math.max(FraudIds.point("reservoir", example.referralId()), Double.MIN_NORMAL);
            double priority = StrictMath.log(-StrictMath.log(point)) - DECAY * (example.labelledMillis() / DAY_MILLIS);
            return new Place(priority, example.referralId());
        }
    }

    private final Map<String, Example> examples = new HashMap<>();
    private final TreeSet<Place> places = new TreeSet<>(Place.ORDER);

    /**
     * Adds a label; of a referral that has one, the stronger stays, of equally strong ones the later. What was audited stays so,
     * whoever has the last word. One that says that those before hold no more takes their place, or leaves it empty.
     */
    void add(Example example) {
        Example earlier = examples.get(example.referralId());
        if (example.standing() != Standing.USUAL) {
            replace(earlier, example);
        } else if (earlier == null) {
            put(example);
        } else if (example.source().replaces(earlier.source())) {
            places.remove(Place.of(earlier));
            put(example.orAudited(earlier.audited()));
        } else {
            examples.put(example.referralId(), earlier.orAudited(example.audited()));
        }
    }

    private void replace(Example earlier, Example example) {
        if (earlier != null) {
            places.remove(Place.of(earlier));
            examples.remove(earlier.referralId());
        }
        if (example.standing() == Standing.INSTEAD) {
            boolean audited = earlier != null && earlier.audited();
            put(example.orAudited(audited).standing(Standing.USUAL, example.labelledMillis()));
        }
    }

    private void put(Example example) {
        examples.put(example.referralId(), example);
        places.add(Place.of(example));
        if (places.size() > MOST) {
            examples.remove(places.pollLast().referralId());
        }
    }

    /** Those labelled before a time, in (time, referral) order. */
    List<Example> before(long millis) {
        List<Example> before = new ArrayList<>(examples.size());
        for (Place place : places) {
            Example example = examples.get(place.referralId());
            if (example.labelledMillis() < millis) {
                before.add(example);
            }
        }
        before.sort(Comparator.comparingLong(Example::labelledMillis).thenComparing(Example::referralId));
        return before;
    }

    int size() {
        return examples.size();
    }

    /** All, in (time, referral) order. */
    List<Example> all() {
        return before(Long.MAX_VALUE);
    }

    void addAll(Collection<Example> more) {
        more.forEach(this::add);
    }
}
