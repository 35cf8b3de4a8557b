package dev.milepost.cli;

import dev.milepost.milestones.model.AskContext;
import dev.milepost.milestones.model.FactKey;
import dev.milepost.milestones.model.MilestoneFact;
import dev.milepost.milestones.model.MilestoneModel;
import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.MilestoneState;
import dev.milepost.milestones.model.ask.AskBook;
import dev.milepost.milestones.model.ask.AskMilestone;
import dev.milepost.milestones.model.ask.AskState;
import dev.milepost.milestones.model.ask.Exposure;
import dev.milepost.milestones.model.ask.ReferralRisk;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.simulator.SimulatedEvent;
import dev.milepost.simulator.Tale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whom asks of programs put in which arm: the models of milestones and of asks, in plain Java, over one person's events in the order
 * of time. Of what others do it hears verdicts alone, which is all that guards go by.
 */
final class PlainAsks {

    private static final long LATENESS = 86_400_000L;

    /** The clicks that the example's ask goes by. */
    private static final Set<String> CLICKS = Set.of(
            "project_created",
            "teammate_invited",
            "task_completed",
            "consent_changed",
            "opted_out",
            "support_ticket_opened",
            "support_ticket_resolved");

    private final MilestoneRules rules;
    private final MilestoneModel model;

    PlainAsks(ProgramCatalog programs) {
        this.rules = new MilestoneRules(programs);
        this.model = new MilestoneModel(rules::book);
    }

    /** The milestones of asks that the person reaches. */
    List<AskMilestone> milestones(Tale tale) {
        List<SubjectEvent> events = tale.events().stream()
                .filter(event -> !event.duplicate() && !event.isTooLate())
                .map(event -> seen(event, tale.person().userId()))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(SubjectEvent::timeMillis).thenComparing(SubjectEvent::id))
                .toList();
        MilestoneState state = model.empty();
        Consumer<FactKey> changed = key -> {};
        for (SubjectEvent event : events) {
            for (long due = model.nextTimer(state); due < event.timeMillis(); due = model.nextTimer(state)) {
                model.onTimer(state, due, changed);
            }
            model.apply(state, event, changed);
        }
        List<AskMilestone> milestones = new ArrayList<>();
        model.keys(state, key -> {
            if (model.fact(state, key) instanceof MilestoneFact fact && fact.kind() == SubjectKind.USER) {
                milestones.add(milestone(fact, tale.person().userId()));
            }
        });
        return milestones;
    }

    /** Who is exposed, of a person's milestones and the verdicts on their referrals. */
    List<Exposure> exposures(String user, List<AskMilestone> milestones, List<ReferralRisk> risks, long untilMillis) {
        AskBook book = new AskBook(user, LATENESS, AskState.empty());
        risks.forEach(risk -> book.accept(risk, Long.MIN_VALUE));
        milestones.stream()
                .filter(milestone -> milestone.timeMillis() <= untilMillis)
                .forEach(milestone -> book.accept(milestone, Long.MIN_VALUE));
        return book.advanceTo(untilMillis, rules).exposures();
    }

    private static AskMilestone milestone(MilestoneFact fact, String user) {
        MilestoneFact.Turn first = fact.turns().get(0);
        AskContext context = fact.context();
        return new AskMilestone(
                fact.key().rule().program(),
                fact.key().rule().milestone(),
                user,
                fact.key().occurrence(),
                first.timeMillis(),
                first.reach().causeEventId(),
                first.knownMillis(),
                null,
                null,
                null,
                new AskMilestone.Context(
                        context.signupMillis(),
                        context.optedOut(),
                        context.consent(),
                        context.segment(),
                        context.suppressedBy(),
                        context.referralCode()));
    }

    /** Null where it is not the person's own, or nothing that the ask goes by. */
    private static SubjectEvent seen(SimulatedEvent event, String user) {
        long time = event.eventTimeMillis();
        if (event.payload() instanceof Click click) {
            boolean counts = user.equals(click.getUserId()) && CLICKS.contains(click.getName());
            return counts ? subject(click.getName(), time, click.getEventId(), click.getProperties()) : null;
        }
        if (event.payload() instanceof Signup signup) {
            Map<String, String> fields = new HashMap<>(signup.getProperties());
            fields.put("marketing_consent", Boolean.toString(signup.getMarketingConsent()));
            fields.put("segment", signup.getSegment());
            return subject("signup", time, signup.getEventId(), fields);
        }
        if (event.payload() instanceof UserAttributes attributes) {
            return subject("user_attributes", time, attributes.getEventId(), attributes.getAttributes());
        }
        return event.payload() instanceof Purchase purchase && purchase.getKind() == PurchaseKind.REFUND
                ? subject("refund", time, purchase.getEventId(), Map.of())
                : null;
    }

    private static SubjectEvent subject(String name, long time, String id, Map<String, String> fields) {
        return new SubjectEvent(
                name,
                time,
                id,
                time,
                id,
                true,
                true,
                SubjectKind.USER.bit(),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                new LinkedHashMap<>(fields));
    }
}
