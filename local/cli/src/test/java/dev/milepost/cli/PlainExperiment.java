package dev.milepost.cli;

import dev.milepost.experiments.model.ExperimentSums;
import dev.milepost.experiments.model.ExperimentTerms;
import dev.milepost.experiments.model.Happening;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.experiments.model.RefereeEvent;
import dev.milepost.experiments.model.RefereeModel;
import dev.milepost.experiments.model.RefereeState;
import dev.milepost.experiments.model.Unit;
import dev.milepost.experiments.model.UnitChange;
import dev.milepost.experiments.model.UnitEvent;
import dev.milepost.experiments.model.UnitModel;
import dev.milepost.experiments.model.UnitState;
import dev.milepost.experiments.operator.UnitReader;
import dev.milepost.milestones.model.ask.AskMilestone;
import dev.milepost.milestones.model.ask.Exposure;
import dev.milepost.milestones.model.ask.ReferralRisk;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Change;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.simulator.SimulatedEvent;
import dev.milepost.simulator.Simulation;
import dev.milepost.simulator.SimulationPlan;
import dev.milepost.simulator.Tale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.util.ListCollector;

/**
 * An experiment of a simulated world, by the models of the jobs in plain Java: milestones, asks and their guards, what units and
 * their referees do, sums. Who is whose referral, and what a refund takes off, the simulator says; all else is found in its events.
 */
final class PlainExperiment {

    static final ReadingTerms READING = new ReadingTerms(0.05, 5_000, 100);

    private static final long DAY = 86_400_000L;
    private static final ExperimentTerms TERMS = new ExperimentTerms(DAY, 400 * DAY, 90 * DAY, READING);

    private final String id;
    private final PlainAsks asks;
    private final UnitModel units = new UnitModel(TERMS);
    private final RefereeModel referees = new RefereeModel(TERMS);
    private final UnitReader reader = new UnitReader(TERMS.orderRetentionMillis());

    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final Map<String, List<UnitEvent>> brought = new HashMap<>();
    private final Map<String, List<ReferralRisk>> risks = new HashMap<>();

    /** Up to when a bounded run of the world goes: event time of its last event that counts. */
    private long latestMillis;

    /** Somebody who reached a milestone, and what they do. */
    private record Candidate(List<AskMilestone> milestones, List<UnitEvent> own) {}

    private PlainExperiment(ProgramCatalog programs, String id) {
        this.asks = new PlainAsks(programs);
        this.id = id;
    }

    /**
     * Of a world.
     *
     * @param id of the experiment
     * @param besides hears everybody too
     */
    static PlainExperiment of(ProgramCatalog programs, String id, SimulationPlan plan, Consumer<Tale> besides) {
        PlainExperiment experiment = new PlainExperiment(programs, id);
        Simulation.tell(plan, tale -> {
            experiment.hear(tale);
            besides.accept(tale);
        });
        return experiment;
    }

    private void hear(Tale tale) {
        String user = tale.person().userId();
        List<RefereeEvent> sales = sales(tale);
        List<AskMilestone> milestones = asks.milestones(tale);
        if (!milestones.isEmpty()) {
            candidates.put(user, new Candidate(milestones, own(tale, sales)));
        }
        for (String advocate : tale.advocates()) {
            bring(tale, advocate, sales);
        }
        for (SimulatedEvent event : tale.events()) {
            latestMillis = event.isTooLate() ? latestMillis : Math.max(latestMillis, event.eventTimeMillis());
            if (event.payload() instanceof FraudVerdict verdict && !event.duplicate()) {
                risks.computeIfAbsent(verdict.getAdvocateId(), advocate -> new ArrayList<>())
                        .add(new ReferralRisk(
                                verdict.getReferralId(),
                                event.eventTimeMillis(),
                                verdict.getEventId(),
                                verdict.getScore().movePointRight(6).longValueExact()));
            }
        }
    }

    /** What the person buys and gives back, of what is accepted. */
    private static List<RefereeEvent> sales(Tale tale) {
        Map<String, Purchase> orders = new LinkedHashMap<>();
        List<Purchase> refunds = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Set<String> cancelled = new HashSet<>();
        tale.events().stream()
                .filter(event -> !event.duplicate() && !event.isTooLate() && event.payload() instanceof Purchase)
                .sorted(Comparator.comparingLong(SimulatedEvent::eventTimeMillis))
                .map(event -> (Purchase) event.payload())
                .forEach(purchase -> {
                    switch (purchase.getKind()) {
                        case ORDER, RENEWAL -> orders.put(purchase.getOrderId(), purchase);
                        case REFUND_CANCELLED -> cancelled.add(purchase.getRefundId());
                        default -> {
                            if (known.add(purchase.getRefundId())) {
                                refunds.add(purchase);
                            }
                        }
                    }
                });
        List<RefereeEvent> sales = new ArrayList<>();
        Map<String, Long> left = new HashMap<>();
        orders.forEach((id, order) -> {
            left.put(id, order.getAmountMinor());
            sales.add(new RefereeEvent.Sold(
                    order.getUserId(), order.getEventId(), millis(order), order.getCurrency(), order.getAmountMinor()));
        });
        for (Purchase refund : refunds) {
            if (!cancelled.contains(refund.getRefundId())) {
                long taken = Math.min(left.get(refund.getOrderId()), refund.getAmountMinor());
                left.merge(refund.getOrderId(), -taken, Long::sum);
                sales.add(new RefereeEvent.Refunded(
                        refund.getUserId(),
                        refund.getEventId(),
                        millis(refund),
                        millis(refund),
                        millis(orders.get(refund.getOrderId())),
                        refund.getCurrency(),
                        taken));
            }
        }
        return sales;
    }

    private static long millis(Purchase purchase) {
        return purchase.getEventTime().toEpochMilli();
    }

    private List<UnitEvent> own(Tale tale, List<RefereeEvent> sales) {
        List<Change<UnitEvent>> read = new ArrayList<>();
        sales.forEach(sale -> reader.readOwn(Change.put(sale), new ListCollector<>(read)));
        List<UnitEvent> own = new ArrayList<>();
        read.forEach(change -> own.add(change.element()));
        tale.events().stream()
                .filter(event -> !event.duplicate() && !event.isTooLate())
                .map(event -> event.payload() instanceof Click click ? click : null)
                .filter(Objects::nonNull)
                .filter(click -> click.getName().equals("opted_out")
                        && tale.person().userId().equals(click.getUserId()))
                .forEach(click -> own.add(new UnitEvent.Happened(
                        click.getUserId(),
                        click.getEventId(),
                        "own/" + click.getEventId(),
                        click.getEventTime().toEpochMilli(),
                        Happening.OPT_OUT,
                        click.getEventTime().toEpochMilli(),
                        click.getEventTime().toEpochMilli(),
                        "",
                        0,
                        true)));
        return own;
    }

    private void bring(Tale tale, String advocate, List<RefereeEvent> sales) {
        Signup signup = tale.events().stream()
                .filter(event -> event.payload() instanceof Signup)
                .map(event -> (Signup) event.payload())
                .min(Comparator.comparing(Signup::getEventTime))
                .orElse(null);
        if (signup == null) {
            return; // after the period
        }
        long time = signup.getEventTime().toEpochMilli();
        String referral = signup.getUserId() + "/" + signup.getEventId();
        RefereeState state = referees.empty();
        referees.apply(
                state,
                new RefereeEvent.Bound(signup.getUserId(), signup.getEventId(), time, referral, advocate, time),
                key -> {});
        sales.forEach(sale -> referees.apply(state, sale, key -> {}));
        referees.keys(state, key -> {
            UnitEvent.Happened happened = referees.fact(state, key);
            if (happened != null) {
                brought.computeIfAbsent(advocate, of -> new ArrayList<>()).add(happened);
            }
        });
    }

    /** Who is exposed where nothing comes late, in the order in which people are told. */
    List<Exposure> exposures() {
        List<Exposure> exposures = new ArrayList<>();
        candidates.forEach((user, candidate) ->
                asks.exposures(user, candidate.milestones(), risks.getOrDefault(user, List.of()), latestMillis).stream()
                        .filter(exposure -> exposure.experiment().equals(id))
                        .forEach(exposures::add));
        return exposures;
    }

    /** The sums of these exposures, as they stand at the end. */
    ExperimentSums sums(List<Exposure> exposures) {
        ExperimentSums sums = ExperimentSums.none(id);
        for (Exposure exposure : exposures) {
            sums = sums.with(new UnitChange(id, null, unit(exposure)));
        }
        return sums;
    }

    private Unit unit(Exposure exposure) {
        List<UnitEvent> events = new ArrayList<>(candidates.get(exposure.user()).own());
        events.addAll(brought.getOrDefault(exposure.user(), List.of()));
        events.add(new UnitEvent.Exposed(
                exposure.user(),
                exposure.experiment(),
                exposure.arm(),
                exposure.exposedAtMillis(),
                exposure.terms().horizonMillis(),
                exposure.terms().currency(),
                exposure.terms().shares()));
        events.sort(Comparator.comparingLong(UnitEvent::timeMillis).thenComparing(UnitEvent::id));
        UnitState state = units.empty();
        events.stream()
                .filter(event -> event.timeMillis() <= latestMillis)
                .forEach(event -> units.apply(state, event, key -> {}));
        units.onTimer(state, latestMillis, key -> {});
        return units.fact(state, exposure.experiment());
    }
}
