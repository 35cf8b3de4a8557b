package dev.milepost.attribution.model;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Refusal;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.programs.Bind;
import dev.milepost.programs.Evidence;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.fold.Rules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Judges one signup: who, if anybody, referred it. */
final class Binder {

    /** Entered code; invites; links: of each kind the newest first. */
    private static final Comparator<Answer> CANDIDATES = Comparator.<Answer, Evidence>comparing(
                    answer -> answer.query().evidence())
            .thenComparing(answer -> answer.query().evidenceMillis(), Comparator.reverseOrder())
            .thenComparing(answer -> answer.query().touchId(), Comparator.reverseOrder())
            .thenComparing(answer -> answer.query().anonymousId(), Comparator.reverseOrder());

    private final Rules<ProgramCatalog> programs;

    Binder(Rules<ProgramCatalog> programs) {
        this.programs = programs;
    }

    /**
     * The rows of a signup: refused candidates in the order in which they were tried, one for each evidence and code, and
     * the bound one last, if there is one.
     *
     * @param existingCustomer the user had signed up or bought before
     */
    List<Binding> judge(Signup signup, Collection<Answer> answers, boolean existingCustomer) {
        List<Binding> rows = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Answer answer : candidates(signup, answers)) {
            Refusal refusal = refusal(answer, existingCustomer);
            CodeFact.Query query = answer.query();
            if (refusal == null) {
                rows.add(binding(referralId(signup), answer, null));
                break;
            }
            String kind = query.evidence().name().toLowerCase(Locale.ROOT) + "/" + query.code();
            if (told.add(kind)) {
                String signedUp = Moment.name(signup.eventId(), signup.timeMillis());
                rows.add(binding(signup.userId() + "/" + signedUp + "/" + kind, answer, refusal));
            }
        }
        return rows;
    }

    /** Of the referral that a signup binds. */
    static String referralId(Signup signup) {
        return signup.userId() + "/" + signup.eventId();
    }

    private static Refusal refusal(Answer answer, boolean existingCustomer) {
        if (existingCustomer) {
            return Refusal.EXISTING_CUSTOMER;
        }
        if (answer.owner() == null) {
            return Refusal.UNKNOWN_CODE;
        }
        if (answer.owner().equals(answer.userId())) {
            return Refusal.SELF;
        }
        return answer.junior() ? Refusal.JUNIOR_ADVOCATE : null;
    }

    private static Binding binding(String referralId, Answer answer, Refusal refusal) {
        CodeFact.Query query = answer.query();
        return new Binding(
                referralId,
                answer.userId(),
                answer.owner(),
                query.code(),
                answer.program(),
                query.evidence(),
                query.touchId(),
                query.evidenceMillis(),
                refusal,
                query.signupMillis());
    }

    private List<Answer> candidates(Signup signup, Collection<Answer> answers) {
        List<Answer> candidates = new ArrayList<>();
        for (Answer answer : answers) {
            if (accepts(version(signup, answer), signup, answer.query())) {
                candidates.add(answer);
            }
        }
        candidates.sort(CANDIDATES);
        oldestFirstWhereAsked(signup, candidates);
        return candidates;
    }

    private ProgramVersion version(Signup signup, Answer answer) {
        return programs.current().at(answer.program(), signup.timeMillis());
    }

    private static boolean accepts(ProgramVersion program, Signup signup, CodeFact.Query query) {
        return program.attribution().evidence().contains(query.evidence())
                && (query.evidence() != Evidence.LINK
                        || signup.timeMillis() - query.evidenceMillis()
                                <= program.attribution().clickWindowMillis());
    }

    /** The links of a program that binds the first touch take, in the opposite order, the places they hold together. */
    private void oldestFirstWhereAsked(Signup signup, List<Answer> candidates) {
        Map<String, Deque<Answer>> oldestLast = new HashMap<>();
        for (Answer candidate : candidates) {
            if (isReversed(signup, candidate)) {
                oldestLast
                        .computeIfAbsent(candidate.program(), program -> new ArrayDeque<>())
                        .addLast(candidate);
            }
        }
        candidates.replaceAll(candidate -> isReversed(signup, candidate)
                ? oldestLast.get(candidate.program()).removeLast()
                : candidate);
    }

    private boolean isReversed(Signup signup, Answer candidate) {
        return candidate.query().evidence() == Evidence.LINK
                && version(signup, candidate).attribution().bind() == Bind.FIRST;
    }
}
