package dev.milepost.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One kill.
 *
 * @param victim what is killed
 * @param number which of its kind
 * @param afterInsert it comes between an insert and the end of its commit: the rows are in, and the sink never hears of it
 * @param patient it waits until the job has recovered from the last kill and completed a checkpoint; else it strikes while
 *     the job is still recovering
 * @param at when, from the start of the kills
 * @param away how long the victim stays away
 */
record Blow(Victim victim, int number, boolean afterInsert, boolean patient, Duration at, Duration away) {

    private static final int IMPATIENT_ONE_IN = 4;
    private static final int LONGEST_AWAY_MILLIS = 4_000;

    Blow withoutInsert() {
        return new Blow(victim, number, false, patient, at, away);
    }

    /** The kills of a plan, by its seed alone. Every kind comes in every round of four, in an order of the round's own. */
    static List<Blow> of(ChaosPlan plan, int taskManagers) {
        Random random = new Random(plan.seed());
        List<Victim> victims = new ArrayList<>();
        while (victims.size() < plan.kills()) {
            List<Victim> round = new ArrayList<>(Arrays.asList(Victim.values()));
            Collections.shuffle(round, random);
            victims.addAll(round);
        }
        List<Blow> blows = new ArrayList<>();
        double spacing = plan.time().toMillis() / (double) Math.max(1, plan.kills());
        for (int i = 0; i < plan.kills(); i++) {
            boolean patient = i == 0 || random.nextInt(IMPATIENT_ONE_IN) > 0;
            blows.add(new Blow(
                    victims.get(i),
                    random.nextInt(taskManagers),
                    // Of one kill at least, whatever the seed.
                    patient && (random.nextBoolean() || i == 0),
                    patient,
                    Duration.ofMillis((long) ((i + random.nextDouble()) * spacing)),
                    Duration.ofMillis(random.nextInt(LONGEST_AWAY_MILLIS))));
        }
        return blows;
    }
}
