package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Who acts, and how often, until the world has its referrals and its people. */
final class Cast {

    private static final Map<Typology, Actor> ADVERSARIES = adversaries();

    /** Of a thousand honest referrals. */
    private static final Map<Typology, Integer> LOOK_ALIKES = lookAlikes();

    private final AdversaryPlan plan;
    private final World world;
    private int acts;

    Cast(AdversaryPlan plan, World world) {
        this.plan = plan;
        this.world = world;
    }

    void play() {
        double wanted = 0.5 * plan.users();
        fraud(wanted * plan.prevalence());
        int referrals = plan.prevalence() == 0 ? (int) wanted : (int) Math.round(world.fraud() / plan.prevalence());
        int honest = referrals - world.fraud();
        LOOK_ALIKES.forEach((typology, share) -> {
            while (world.count(typology) < honest * share / 1_000.0
                    && world.referrals().size() < referrals) {
                lookAlike(typology);
            }
        });
        while (world.referrals().size() < referrals) {
            Crowds.ordinary(world, dice(), referrals - world.referrals().size());
        }
        Calendar calendar = world.calendar();
        while (world.accounts().size() < plan.users()) {
            Dice dice = dice();
            world.stranger(dice, world.market(dice), dice.between(calendar.start() + 1, calendar.end()));
        }
    }

    /** One group after the other, of the typology that has the most left to do. */
    private void fraud(double wanted) {
        List<Typology> mixed = Typology.frauds().stream()
                .filter(typology -> plan.share(typology) > 0)
                .toList();
        while (world.fraud() < wanted) {
            mixed.stream()
                    .max(Comparator.comparingDouble(typology -> plan.share(typology) * wanted - world.count(typology)))
                    .ifPresent(typology -> ADVERSARIES.get(typology).act(world, dice()));
        }
    }

    private void lookAlike(Typology typology) {
        switch (typology) {
            case HOUSEHOLD -> Circles.household(world, dice());
            case SIBLING_DEVICE -> Circles.siblings(world, dice());
            case CAMPUS -> Circles.campus(world, dice());
            case OFFICE -> Circles.office(world, dice());
            case INFLUENCER_SPIKE -> Crowds.influencer(world, dice());
            case VIRAL_DAY -> Crowds.viralDay(world, dice());
            default -> throw new IllegalArgumentException(typology + " looks like nothing else");
        }
    }

    private Dice dice() {
        return Dice.of(plan.seed(), acts++, Dice.Purpose.ACTOR);
    }

    private static Map<Typology, Actor> adversaries() {
        Map<Typology, Actor> actors = new EnumMap<>(Typology.class);
        actors.put(Typology.SELF_REFERRAL, new SelfReferral());
        actors.put(Typology.FARM, new Farm());
        actors.put(Typology.RING, new Ring());
        actors.put(Typology.SLOW_DRIP, new SlowDrip());
        actors.put(Typology.SCRIPTED_TIMING, new Script());
        actors.put(Typology.REFUND_AFTER_REWARD, new RefundAfterReward());
        actors.put(Typology.THRESHOLD_GAMING, new ThresholdGaming());
        actors.put(Typology.ORPHAN_CLICKS, new OrphanClicks());
        actors.put(Typology.AGED_ACCOUNTS, new AgedAccount());
        return actors;
    }

    private static Map<Typology, Integer> lookAlikes() {
        Map<Typology, Integer> shares = new EnumMap<>(Typology.class);
        shares.put(Typology.HOUSEHOLD, 50);
        shares.put(Typology.CAMPUS, 50);
        shares.put(Typology.OFFICE, 50);
        shares.put(Typology.INFLUENCER_SPIKE, 60);
        shares.put(Typology.VIRAL_DAY, 60);
        shares.put(Typology.SIBLING_DEVICE, 6);
        return shares;
    }
}
