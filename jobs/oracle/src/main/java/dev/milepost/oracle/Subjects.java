package dev.milepost.oracle;

import dev.milepost.oracle.Users.Referral;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.testkit.oracle.pattern.Happening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What each subject of a program sees, in order: a user, a referral by its referee, an advocate, an account. */
final class Subjects {

    /** What an advocate says of themselves so long after the binding, referees do not hear of. */
    private static final long TOLD = 400L * 86_400_000L;

    /** Whose events a rule counts together. */
    enum Kind {
        USER,
        REFERRAL,
        ADVOCATE,
        ACCOUNT
    }

    private final Users users;

    private final List<Review> reviews;

    /**
     * Of users.
     *
     * @param reviews of all cases
     */
    Subjects(Users users, List<Review> reviews) {
        this.users = users;
        this.reviews = reviews;
    }

    /** All subjects of a kind that may reach something in a program. */
    List<String> of(Kind kind, String program) {
        TreeSet<String> ids = new TreeSet<>();
        switch (kind) {
            case USER -> ids.addAll(users.all());
            case REFERRAL -> in(program).forEach(referral -> ids.add(referral.referee()));
            case ADVOCATE -> {
                ids.addAll(users.all());
                in(program).forEach(referral -> ids.add(referral.advocate()));
            }
            case ACCOUNT ->
                in(program).stream()
                        .map(referral -> users.account(referral.referee()))
                        .filter(Objects::nonNull)
                        .forEach(ids::add);
        }
        return List.copyOf(ids);
    }

    private List<Referral> in(String program) {
        return users.referrals().stream()
                .filter(referral -> referral.program().equals(program))
                .toList();
    }

    /** A referee's own referral. */
    Referral referral(String referee) {
        return users.referral(referee);
    }

    private List<Referral> ofAccount(String program, String account) {
        return in(program).stream()
                .filter(referral -> account.equals(users.account(referral.referee())))
                .toList();
    }

    /** What it sees. */
    List<Happening> history(Kind kind, String program, String subject) {
        List<Happening> seen = new ArrayList<>();
        switch (kind) {
            case USER -> {
                seen.addAll(users.own(subject));
                users.referrals().stream()
                        .filter(referral -> referral.advocate().equals(subject)
                                && referral.program().equals(program))
                        .forEach(referral -> {
                            steps(referral, seen);
                            decisions(referral, seen);
                        });
            }
            case REFERRAL -> {
                Referral referral = users.referral(subject);
                for (Happening event : users.own(subject)) {
                    seen.add(with(
                            event,
                            event.identity(),
                            event.name(),
                            event.time(),
                            event.id(),
                            List.of(),
                            parties(event, referral)));
                }
                steps(referral, seen);
            }
            case ADVOCATE -> {
                seen.addAll(users.own(subject));
                in(program).stream()
                        .filter(referral -> referral.advocate().equals(subject))
                        .forEach(referral -> {
                            steps(referral, seen);
                            ofReferee(referral, "referral.", seen);
                            decisions(referral, seen);
                        });
            }
            case ACCOUNT ->
                ofAccount(program, subject).forEach(referral -> {
                    steps(referral, seen);
                    ofReferee(referral, "", seen);
                    decisions(referral, seen);
                });
        }
        seen.sort(Happening.ORDER);
        return seen;
    }

    /** That it was bound, and qualified. */
    private void steps(Referral referral, List<Happening> seen) {
        seen.add(bound(referral));
        if (referral.qualified() != null) {
            seen.add(step(
                    "referral.qualified",
                    referral,
                    referral.qualified().time(),
                    referral.qualified().cause()));
        }
    }

    /** What people decided about it since the signup; before the binding was known it is known with that, in its order. */
    private void decisions(Referral referral, List<Happening> seen) {
        for (Review review : reviews) {
            boolean decides = review.getAction() == ReviewAction.REJECT || review.getAction() == ReviewAction.APPROVE;
            long time = review.getEventTime().toEpochMilli();
            if (!decides
                    || !review.getProgramId().equals(referral.program())
                    || !review.getReferralIds().contains(referral.id())
                    || time < referral.signup()) {
                continue;
            }
            boolean before = time < referral.known();
            seen.add(new Happening(
                    review.getAction() == ReviewAction.REJECT ? Rejections.REJECTED : Rejections.APPROVED,
                    before ? referral.known() : time,
                    before ? referral.cause() : review.getEventId(),
                    // Behind all else of its moment.
                    String.format("~%d %s", time, review.getEventId()),
                    null,
                    null,
                    null,
                    null,
                    List.of(referral.id()),
                    Map.of()));
        }
    }

    private Happening bound(Referral referral) {
        return step("referral.bound", referral, referral.known(), referral.cause());
    }

    private Happening step(String name, Referral referral, long time, String cause) {
        Map<String, String> texts = new HashMap<>();
        users.attributes(referral.referee(), time).forEach((field, text) -> texts.put("referee." + field, text));
        texts.put("referral_id", referral.id());
        texts.put("referee_id", referral.referee());
        texts.put("advocate_id", referral.advocate());
        String identity =
                "referral/" + referral.program() + "/" + referral.referee() + "/" + name + "/" + referral.advocate();
        return new Happening(name, time, cause, identity, null, null, null, null, List.of(referral.id()), texts);
    }

    /** What the referee did since their signup; what came before the binding was known is known with it. */
    private void ofReferee(Referral referral, String prefix, List<Happening> seen) {
        for (Happening event : users.own(referral.referee())) {
            if (event.time() < referral.signup()) {
                continue;
            }
            boolean before = event.time() < referral.known();
            Map<String, String> more = prefix.isEmpty() ? new HashMap<>() : parties(event, referral);
            more.put("referral_id", referral.id());
            more.put("referee_id", referral.referee());
            seen.add(with(
                    event,
                    "referral/" + referral.program() + "/" + referral.referee() + "/" + event.identity(),
                    prefix + event.name(),
                    before ? referral.known() : event.time(),
                    before ? referral.cause() : event.id(),
                    List.of(referral.id()),
                    more));
        }
    }

    /** What is so of both at the time of a referee's event: of the advocate, once it is known who that is. */
    private Map<String, String> parties(Happening event, Referral referral) {
        Map<String, String> parties = new HashMap<>();
        users.attributes(referral.referee(), event).forEach((field, text) -> parties.put("referee." + field, text));
        boolean after = event.time() > referral.known()
                || (event.time() == referral.known() && event.id().compareTo(referral.cause()) > 0);
        if (after) {
            users.attributes(referral.advocate(), Math.min(event.time(), referral.known() + TOLD - 1))
                    .forEach((field, text) -> parties.put("referrer." + field, text));
        }
        return parties;
    }

    private static Happening with(
            Happening event,
            String identity,
            String name,
            long time,
            String id,
            List<String> referrals,
            Map<String, String> more) {
        Map<String, String> texts = new HashMap<>(event.texts());
        texts.putAll(more);
        return new Happening(
                name,
                time,
                id,
                identity,
                event.currency(),
                event.amount(),
                event.mrr(),
                event.value(),
                referrals,
                texts);
    }
}
