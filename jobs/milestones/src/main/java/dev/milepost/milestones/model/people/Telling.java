package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import dev.milepost.milestones.model.people.PersonEvent.Reviewed;
import dev.milepost.milestones.model.people.PersonState.Known;
import dev.milepost.programs.model.Names;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What is told to whom, by what is known of one user. */
final class Telling {

    static final String ACCOUNT_ID = "account_id";

    /** In front of the identity of what is told of a user as a referee. */
    private static final String REFEREE = "referee/";

    private static final String REFERRAL_ID = "referral_id";

    private final PersonState state;
    private final Interests interests;

    private static final int OWN = SubjectKind.USER.bit() | SubjectKind.ADVOCATE.bit();
    private static final int REFERRAL = SubjectKind.REFERRAL.bit();

    Telling(PersonState state, Interests interests) {
        this.state = state;
        this.interests = interests;
    }

    /** A user's attributes as an event that patterns may read. */
    static SubjectEvent attributes(Attributes attributes) {
        return new SubjectEvent(
                SubjectEvent.USER_ATTRIBUTES,
                attributes.timeMillis(),
                attributes.eventId(),
                attributes.knownMillis(),
                attributes.identity(),
                true,
                true,
                0,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                attributes.attributes());
    }

    void all(Consumer<Told> tell) {
        for (Known<SubjectEvent> recent : state.recent.all()) {
            event(recent, tell);
        }
        facts(tell);
    }

    /** What is told of the referral itself. */
    private void facts(Consumer<Told> tell) {
        if (state.bound != null) {
            bound(state.bound, true, tell);
        }
        state.formerly.values().forEach(bound -> bound(bound, false, tell));
        if (state.qualified != null) {
            qualified(state.qualified, true, tell);
        }
        state.formerlyQualified.values().forEach(qualified -> qualified(qualified, false, tell));
        state.reviews.values().forEach(review -> reviewed(review, tell));
    }

    /** What is told of a decision about the referral: to those who may count its events. */
    void reviewed(Reviewed review, Consumer<Told> tell) {
        if (state.bound != null) {
            reviewed(review, state.bound.what(), true, tell);
        }
        for (Known<Bound> former : state.formerly.values()) {
            if (review.timeMillis() <= former.what().timeMillis()) {
                reviewed(review, former.what(), false, tell);
            }
        }
    }

    private void reviewed(Reviewed review, Bound bound, boolean stands, Consumer<Told> tell) {
        if (!review.isOf(bound)) {
            return;
        }
        boolean before = review.timeMillis() < bound.timeMillis();
        SubjectEvent decided = new SubjectEvent(
                review.rejects() ? SubjectEvent.REFERRAL_REJECTED : SubjectEvent.REFERRAL_APPROVED,
                before ? bound.timeMillis() : review.timeMillis(),
                before ? bound.causeId() : review.eventId(),
                Math.max(review.knownMillis(), before ? bound.knownMillis() : 0),
                identity(bound.program(), decision(review)),
                false,
                stands,
                OWN,
                bound.program(),
                null,
                null,
                null,
                null,
                List.of(bound.referralId()),
                Map.of());
        tell(bound.advocateId(), decided, tell);
        if (state.account != null && (stands || isLast(bound))) {
            tell.accept(new Told(
                    Subjects.account(state.account), decided.toldTo(SubjectKind.ACCOUNT.bit(), bound.program())));
        }
    }

    /** Of those that become known by one binding the latest is the last, behind all else that does. */
    private static String decision(Reviewed review) {
        return String.format(Locale.ROOT, "~review/%013d/%s", review.timeMillis(), review.eventId());
    }

    /** What is told under that key, or null. */
    Told find(Told.Key key) {
        Told[] found = new Told[1];
        Consumer<Told> look = told -> {
            if (told.key().equals(key)) {
                found[0] = told;
            }
        };
        facts(look);
        of(key.identity(), "", look);
        of(key.identity(), REFEREE, look);
        if (state.bound != null) {
            of(key.identity(), identity(state.bound.what().program(), ""), look);
        }
        state.formerly
                .values()
                .forEach(bound -> of(key.identity(), identity(bound.what().program(), ""), look));
        return found[0];
    }

    /** What is told of the event whose identity stands behind that. */
    private void of(String identity, String front, Consumer<Told> tell) {
        Known<SubjectEvent> recent =
                identity.startsWith(front) ? state.recent.get(identity.substring(front.length())) : null;
        if (recent != null) {
            event(recent, tell);
        }
    }

    /** What is told of something that the user did. */
    void event(Known<SubjectEvent> recent, Consumer<Told> tell) {
        SubjectEvent event = recent.what();
        if (interests.wantOwn(event.name(), event.timeMillis())) {
            own(recent, tell);
        }
        if (state.bound != null && event.timeMillis() >= state.bound.what().signupMillis()) {
            ofReferral(recent, state.bound.what(), true, tell);
        }
        for (Known<Bound> former : state.formerly.values()) {
            Bound bound = former.what();
            if (event.timeMillis() >= bound.signupMillis() && event.timeMillis() <= bound.timeMillis()) {
                ofReferral(recent, bound, false, tell);
            }
        }
    }

    private void own(Known<SubjectEvent> recent, Consumer<Told> tell) {
        SubjectEvent event = recent.what();
        Map<String, String> parties =
                parties(recent, state.bound == null ? null : state.bound.what().advocateId());
        if (parties.isEmpty()) {
            tell(state.userId, event.toldTo(OWN | REFERRAL, null), tell);
            return;
        }
        // As an advocate the user is no party of their own referral.
        tell(state.userId, event.toldTo(OWN, null), tell);
        tell(state.userId, event.toldTo(REFERRAL, null).as(REFEREE + event.identity(), event.name(), parties), tell);
    }

    private void ofReferral(Known<SubjectEvent> recent, Bound bound, boolean stands, Consumer<Told> tell) {
        SubjectEvent event = recent.what();
        String name = Names.REFERRAL + event.name();
        boolean before = event.timeMillis() < bound.timeMillis();
        SubjectEvent version = event.version(
                        before ? bound.timeMillis() : event.timeMillis(),
                        before ? bound.causeId() : event.id(),
                        before ? bound.knownMillis() : event.knownMillis(),
                        stands && event.stands())
                .of(bound.referralId());
        if (interests.want(name, event.timeMillis())) {
            Map<String, String> texts = parties(recent, bound.advocateId());
            texts.putAll(referral(bound.referralId()));
            tell(
                    bound.advocateId(),
                    version.toldTo(SubjectKind.ADVOCATE.bit(), bound.program())
                            .as(identity(bound.program(), event.identity()), name, texts),
                    tell);
        }
        if (state.account != null && interests.want(event.name(), event.timeMillis()) && (stands || isLast(bound))) {
            tell.accept(new Told(
                    Subjects.account(state.account),
                    version.toldTo(SubjectKind.ACCOUNT.bit(), bound.program())
                            .as(
                                    identity(bound.program(), event.identity()),
                                    event.name(),
                                    referral(bound.referralId()))));
        }
    }

    /** Whether an account hears that a referral of the program is no more: not where another stands. */
    private boolean isLast(Bound former) {
        return (state.bound == null || !state.bound.what().program().equals(former.program()))
                && state.formerly.values().stream()
                        .map(Known::what)
                        .filter(other -> other.program().equals(former.program()))
                        .max(Comparator.comparingLong(Bound::timeMillis).thenComparing(Bound::advocateId))
                        .filter(last -> last.equals(former))
                        .isPresent();
    }

    private void bound(Known<Bound> known, boolean stands, Consumer<Told> tell) {
        Bound bound = known.what();
        fact(
                Names.REFERRAL_BOUND,
                bound.program(),
                bound.advocateId(),
                bound.referralId(),
                bound.timeMillis(),
                bound.causeId(),
                bound.knownMillis(),
                stands,
                parties(known, bound.advocateId()),
                tell);
    }

    private void qualified(Known<Qualified> known, boolean stands, Consumer<Told> tell) {
        Qualified qualified = known.what();
        fact(
                Names.REFERRAL_QUALIFIED,
                qualified.program(),
                qualified.advocateId(),
                qualified.referralId(),
                qualified.timeMillis(),
                qualified.causeId(),
                qualified.knownMillis(),
                stands,
                parties(known, qualified.advocateId()),
                tell);
    }

    /** Both sides of a referral, and its account, hear of it. */
    private void fact(
            String name,
            String program,
            String advocate,
            String referral,
            long timeMillis,
            String causeId,
            long knownMillis,
            boolean stands,
            Map<String, String> parties,
            Consumer<Told> tell) {
        Map<String, String> texts = new HashMap<>(parties);
        texts.putAll(referral(referral));
        texts.put(SubjectEvent.ADVOCATE_ID, advocate);
        SubjectEvent fact = new SubjectEvent(
                name,
                timeMillis,
                causeId,
                knownMillis,
                identity(program, name) + '/' + advocate,
                false,
                stands,
                REFERRAL,
                program,
                null,
                null,
                null,
                null,
                List.of(referral),
                texts);
        tell(state.userId, fact, tell);
        boolean wanted = interests.want(name, timeMillis);
        if (wanted) {
            // Asks of the program may wait for it too.
            tell(advocate, fact.toldTo(OWN, program), tell);
        }
        if (state.account != null && (wanted || name.equals(Names.REFERRAL_BOUND))) {
            tell.accept(new Told(Subjects.account(state.account), fact.toldTo(SubjectKind.ACCOUNT.bit(), program)));
        }
    }

    private Map<String, String> referral(String referralId) {
        return Map.of(REFERRAL_ID, referralId, SubjectEvent.REFEREE_ID, state.userId);
    }

    /** One among all that an advocate or an account is told of their referees. */
    private String identity(String program, String identity) {
        return "referral/" + program + '/' + state.userId + '/' + identity;
    }

    private static Map<String, String> parties(Known<?> known, String advocate) {
        Map<String, String> parties = new HashMap<>();
        known.referee().forEach((field, text) -> parties.put(Names.REFEREE + field, text));
        if (advocate != null) {
            known.referrers()
                    .getOrDefault(advocate, Map.of())
                    .forEach((field, text) -> parties.put(Names.REFERRER + field, text));
        }
        return parties;
    }

    private static void tell(String userId, SubjectEvent event, Consumer<Told> tell) {
        tell.accept(new Told(Subjects.user(userId), event));
    }
}
