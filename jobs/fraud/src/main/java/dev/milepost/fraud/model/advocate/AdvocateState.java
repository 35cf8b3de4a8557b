package dev.milepost.fraud.model.advocate;

import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.signal.AdvocateWindow;
import dev.milepost.fraud.model.signal.Component;
import dev.milepost.fraud.model.signal.IdentifierEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one advocate, or of who may become one.
 *
 * <p>Size: of a user without a referral the profile, about 100 bytes, until 400 days after it was told last; of an advocate the
 * {@link AdvocateWindow} too, 7 KB at most; answers only from one watermark to the next.
 */
public final class AdvocateState {

    final InOrder<AdvocateFact> waiting;
    final Map<String, List<IdentifierEvidence>> answers;
    final Map<String, Component> components;

    /** The latest, or null. */
    Profile profile;

    /** Null before the first referral. */
    AdvocateWindow window;

    /** The time of the latest that was heard. */
    long latestMillis = Long.MIN_VALUE;

    private AdvocateState(
            InOrder<AdvocateFact> waiting,
            Map<String, List<IdentifierEvidence>> answers,
            Map<String, Component> components) {
        this.waiting = waiting;
        this.answers = answers;
        this.components = components;
    }

    public static AdvocateState empty() {
        return new AdvocateState(new InOrder<>(), new HashMap<>(), new HashMap<>());
    }

    AdvocateState copy() {
        AdvocateState copy = new AdvocateState(waiting.copy(), new HashMap<>(), new HashMap<>(components));
        answers.forEach((assessment, each) -> copy.answers.put(assessment, new ArrayList<>(each)));
        copy.profile = profile;
        copy.window = window == null ? null : window.copy();
        copy.latestMillis = latestMillis;
        return copy;
    }

    public boolean isEmpty() {
        return waiting.isEmpty() && answers.isEmpty() && components.isEmpty() && profile == null && window == null;
    }
}
