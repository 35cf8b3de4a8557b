package dev.milepost.programs;

import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.yaml.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a pattern stands, which decides what it may name: the strata say that nothing names what is decided later than
 * itself.
 */
final class Scope {

    private enum Kind {
        ATTRIBUTION,
        SUPPRESSION,
        ASK,
        REWARD
    }

    /** A milestone that a pattern names. */
    record Mention(String id, Place place) {}

    /** What takes a reward back that is earned so. */
    record Reversal(Place place, Pattern on) {}

    private final Kind kind;
    private final String id;
    private final Reward.Subject per;
    private final List<Mention> milestones = new ArrayList<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<Reversal> reversals = new ArrayList<>();

    private Scope(Kind kind, String id, Reward.Subject per) {
        this.kind = kind;
        this.id = id;
        this.per = per;
    }

    /** {@code qualifies} and {@code activation}: attribution decides them, from events of the stream alone. */
    static Scope attribution() {
        return new Scope(Kind.ATTRIBUTION, null, null);
    }

    /** {@code suppress_if}: it is read from the user's own events, as they are. */
    static Scope suppression() {
        return new Scope(Kind.SUPPRESSION, null, null);
    }

    static Scope ask(String id) {
        return new Scope(Kind.ASK, id, null);
    }

    static Scope reward(String id, Reward.Subject per) {
        return new Scope(Kind.REWARD, id, per);
    }

    /** Whether it sees the events of the streams alone, and nothing that is decided of them. */
    boolean seesEventsAlone() {
        return kind == Kind.ATTRIBUTION || kind == Kind.SUPPRESSION;
    }

    boolean isSuppression() {
        return kind == Kind.SUPPRESSION;
    }

    boolean isAsk() {
        return kind == Kind.ASK;
    }

    boolean isReward() {
        return kind == Kind.REWARD;
    }

    /** Whether its subject is an advocate with all their referrals. */
    boolean isAdvocate() {
        return per == Reward.Subject.ADVOCATE;
    }

    /** Of the ask or the reward; null where the file has none. */
    String id() {
        return id;
    }

    void mention(String milestone, Place place) {
        milestones.add(new Mention(milestone, place));
    }

    List<Mention> milestones() {
        return milestones;
    }

    /** Of a reward; else null. */
    Reward.Subject per() {
        return per;
    }

    /** Notes by what it is reached, or one rung of it. */
    void reach(Pattern on) {
        if (on != null) {
            patterns.add(on);
        }
    }

    List<Pattern> patterns() {
        return patterns;
    }

    /** Notes that what is earned so may be taken back. */
    void reverse(Place place, Pattern on) {
        reversals.add(new Reversal(place, on));
    }

    List<Reversal> reversals() {
        return reversals;
    }
}
