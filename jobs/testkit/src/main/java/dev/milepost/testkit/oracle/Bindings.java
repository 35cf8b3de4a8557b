package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.AcceptedLog.stamp;

import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.testkit.oracle.Referrals.Creation;
import dev.milepost.testkit.programs.ProgramFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who referred whom: every signup judged once, on what could be known 24 h after it. */
final class Bindings {

    private static final Duration DEADLINE = Duration.ofHours(24);
    private static final Duration OWNER_WAIT = Duration.ofDays(400);

    private final AcceptedLog log;
    private final Touches touches;
    private final Referrals referrals;
    private final ProgramBook programs;
    private final Map<String, Binding> bound = new HashMap<>();
    private final List<BindingRow> rows = new ArrayList<>();
    private final Map<String, Instant> known = new HashMap<>();

    /** What bound a referee. */
    record Binding(String referralId, String advocateId, String code, Stamp signup, ProgramFacts program) {}

    /**
     * Evidence that may bind, resolved at its code.
     *
     * @param knownAt since when it is known to be the referee's
     * @param creation empty for an unknown code
     */
    private record Candidate(
            String evidence,
            String code,
            Stamp touch,
            Instant knownAt,
            Optional<Creation> creation,
            ProgramFacts program) {

        boolean reordered() {
            return evidence.equals("link") && program.bindFirst();
        }
    }

    Bindings(AcceptedLog log, Touches touches, Referrals referrals, ProgramBook programs) {
        this.log = log;
        this.touches = touches;
        this.referrals = referrals;
        this.programs = programs;
        log.signups().forEach(this::judge);
    }

    Optional<Binding> of(String userId) {
        return Optional.ofNullable(bound.get(userId));
    }

    List<BindingRow> rows() {
        return rows;
    }

    /** By referral since when it is known who referred: since the last thing that might have said otherwise. */
    Map<String, Instant> known() {
        return known;
    }

    /** Which user each binding is of. */
    Map<String, Binding> byReferee() {
        return bound;
    }

    private void judge(Signup signup) {
        Set<List<String>> refused = new HashSet<>();
        List<Candidate> found = evidence(signup);
        for (Candidate candidate : accepted(found, stamp(signup))) {
            Optional<String> refusal = refusal(candidate, signup);
            if (refusal.isEmpty()) {
                bind(signup, candidate);
                known.put(
                        referralId(signup),
                        found.stream()
                                .map(each -> knownAt(each, signup))
                                .max(Comparator.naturalOrder())
                                .orElseThrow());
                return;
            }
            if (refused.add(List.of(candidate.evidence(), candidate.code()))) {
                String id = String.join(
                        "/", signup.getUserId(), stamp(signup).name(), candidate.evidence(), candidate.code());
                rows.add(row(signup, candidate, id, "refused", refusal.orElseThrow()));
            }
        }
    }

    private static String referralId(Signup signup) {
        return signup.getUserId() + "/" + signup.getEventId();
    }

    private void bind(Signup signup, Candidate candidate) {
        String id = referralId(signup);
        rows.add(row(signup, candidate, id, "bound", ""));
        bound.put(
                signup.getUserId(),
                new Binding(
                        id,
                        candidate.creation().orElseThrow().ownerId(),
                        candidate.code(),
                        stamp(signup),
                        candidate.program()));
    }

    private static BindingRow row(Signup signup, Candidate candidate, String id, String status, String refusal) {
        return new BindingRow(
                signup.getUserId(),
                id,
                candidate.creation().map(Creation::ownerId).orElse(""),
                candidate.code(),
                candidate.program().program(),
                candidate.evidence(),
                candidate.touch() == null ? "" : candidate.touch().eventId(),
                status,
                refusal,
                signup.getEventTime());
    }

    /** All that may say who referred, of whatever program. */
    private List<Candidate> evidence(Signup signup) {
        Stamp at = stamp(signup);
        Instant deadline = deadline(signup);
        List<Candidate> found = new ArrayList<>();
        if (Texts.present(signup.getReferralCode())) {
            found.add(candidate("code", signup.getReferralCode(), null, at.time(), at, deadline));
        }
        if (Texts.present(signup.getEmailHash())) {
            referrals
                    .invitesTo(signup.getEmailHash(), at)
                    .forEach(invite ->
                            found.add(candidate("invite", invite.code(), invite.at(), at.time(), at, deadline)));
        }
        touches.of(signup.getUserId()).stream()
                .filter(touch -> touch.channel().equals("referral") && Texts.present(touch.code()))
                .filter(touch -> touch.at().earlierThan(at))
                .filter(touch -> !touch.owner().orElseThrow().knownAt().isAfter(deadline))
                .sorted(Touch.EARLIEST_FIRST.reversed())
                .forEach(touch -> found.add(candidate(
                        "link",
                        touch.code(),
                        touch.at(),
                        touch.owner().orElseThrow().knownAt(),
                        at,
                        deadline)));
        return found;
    }

    /** Of these, those that bind in their programs, in the order in which they are tried. */
    private static List<Candidate> accepted(List<Candidate> found, Stamp signup) {
        return firstLinksFirst(
                found.stream().filter(candidate -> accepted(candidate, signup)).toList());
    }

    private Candidate candidate(
            String evidence, String code, Stamp touch, Instant knownAt, Stamp signup, Instant deadline) {
        Optional<Creation> creation = referrals.resolve(code, signup, deadline);
        String program = creation.map(Creation::program).orElse(ProgramBook.DEFAULT);
        return new Candidate(evidence, code, touch, knownAt, creation, programs.inForce(program, signup.time()));
    }

    /** When the evidence, whose its code is, and since when that one has been there, were all known. */
    private Instant knownAt(Candidate candidate, Signup signup) {
        Instant deadline = deadline(signup);
        List<Instant> times = new ArrayList<>(List.of(signup.getEventTime(), candidate.knownAt()));
        candidate.creation().ifPresent(creation -> {
            times.add(creation.knownAt());
            log.signupsOf(creation.ownerId()).stream()
                    .findFirst()
                    .map(Signup::getEventTime)
                    .filter(first -> !first.isAfter(creation.at().time().plus(OWNER_WAIT)))
                    .filter(first -> !first.isAfter(deadline))
                    .ifPresent(times::add);
        });
        return Collections.max(times);
    }

    private static boolean accepted(Candidate candidate, Stamp signup) {
        return candidate.program().evidence().contains(candidate.evidence())
                && (!candidate.evidence().equals("link")
                        || candidate.touch().within(candidate.program().clickWindow(), signup.time()));
    }

    /** Turns the links of each program that binds by the first around, within the places that they hold together. */
    private static List<Candidate> firstLinksFirst(List<Candidate> found) {
        List<Candidate> ordered = new ArrayList<>(found);
        Set<String> turned = new HashSet<>();
        for (Candidate candidate : found) {
            String program = candidate.program().program();
            if (!candidate.reordered() || !turned.add(program)) {
                continue;
            }
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                if (found.get(i).reordered() && found.get(i).program().program().equals(program)) {
                    places.add(i);
                }
            }
            for (int i = 0; i < places.size(); i++) {
                ordered.set(places.get(i), found.get(places.get(places.size() - 1 - i)));
            }
        }
        return ordered;
    }

    private Optional<String> refusal(Candidate candidate, Signup signup) {
        Stamp at = stamp(signup);
        if (isCustomer(signup.getUserId(), at)) {
            return Optional.of("existing_customer");
        }
        if (candidate.creation().isEmpty()) {
            return Optional.of("unknown_code");
        }
        Creation creation = candidate.creation().orElseThrow();
        if (creation.ownerId().equals(signup.getUserId())) {
            return Optional.of("self");
        }
        boolean junior = !creation.at().earlierThan(at) || signsUpInTheMeantime(creation, signup);
        return junior ? Optional.of("junior_advocate") : Optional.empty();
    }

    private boolean isCustomer(String userId, Stamp before) {
        return log.signupsOf(userId).stream().anyMatch(other -> stamp(other).earlierThan(before))
                || log.purchasesOf(userId).stream()
                        .filter(Bindings::isSale)
                        .anyMatch(purchase -> stamp(purchase).earlierThan(before));
    }

    /** The first signup of the code's owner is not earlier than {@code signup}, at most 24 h after it, and waited for. */
    private boolean signsUpInTheMeantime(Creation creation, Signup signup) {
        return log.signupsOf(creation.ownerId()).stream()
                .findFirst()
                .filter(first ->
                        !first.getEventTime().isAfter(creation.at().time().plus(OWNER_WAIT)))
                .filter(first -> !stamp(first).earlierThan(stamp(signup)))
                .filter(first -> !first.getEventTime().isAfter(deadline(signup)))
                .isPresent();
    }

    static boolean isSale(Purchase purchase) {
        return purchase.getKind() == PurchaseKind.ORDER || purchase.getKind() == PurchaseKind.RENEWAL;
    }

    private static Instant deadline(Signup signup) {
        return signup.getEventTime().plus(DEADLINE);
    }
}
