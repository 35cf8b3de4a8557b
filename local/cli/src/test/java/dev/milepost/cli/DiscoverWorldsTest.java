package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.experiments.discovery.Discoveries;
import dev.milepost.experiments.discovery.Discovery;
import dev.milepost.experiments.discovery.Finding;
import dev.milepost.experiments.discovery.Outcome;
import dev.milepost.experiments.discovery.UserHistory;
import dev.milepost.simulator.SimulationPlan;
import dev.milepost.simulator.discovery.DiscoveryPlan;
import dev.milepost.simulator.discovery.DiscoveryWorld;
import dev.milepost.simulator.discovery.Habit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated worlds, read in plain Java: what is planted is found, and no decoy. */
class DiscoverWorldsTest {

    private static final int USERS = 8_000;
    private static final double ALPHA = 0.01;

    private static final List<Habit> ASKED =
            Stream.of(Habit.values()).filter(habit -> habit != Habit.PAGE_VIEW).toList();

    @ParameterizedTest
    @ValueSource(longs = {2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010})
    void whatIsPlantedIsFoundAndNoDecoy(long seed) {
        DiscoveryPlan plan = new DiscoveryPlan(USERS, 180, seed, SimulationPlan.DEFAULT_START);
        List<UserHistory> users = IntStream.range(0, USERS)
                .mapToObj(number -> LivesRead.history(plan, DiscoveryWorld.life(plan, number), ASKED))
                .toList();
        for (Outcome outcome : Outcome.values()) {
            Discovery discovery =
                    new Discovery(outcome, ASKED.stream().map(Habit::event).toList());
            users.forEach(discovery::add);
            Discoveries found = discovery.found(ALPHA);
            assertThat(found.findings()).hasSize(ASKED.size());
            for (Finding finding : found.findings()) {
                check(outcome, finding);
            }
        }
    }

    private static void check(Outcome outcome, Finding finding) {
        Habit habit = habit(finding);
        if (isMoved(outcome, habit)) {
            assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Finding.Verdict.MILESTONE);
            // Near what is planted: the best candidate has its count, or the one beside it, and the window likewise.
            assertThat(finding.candidate().count()).as(finding.toString()).isBetween(1, 5);
            assertThat(finding.candidate().days()).as(finding.toString()).isBetween(3, 30);
        } else if (!isMovedBesides(outcome, habit)) {
            assertThat(finding.pHolm()).as(finding.toString()).isGreaterThanOrEqualTo(ALPHA);
        }
    }

    private static Habit habit(Finding finding) {
        return ASKED.stream()
                .filter(habit -> habit.event().equals(finding.candidate().event()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isMoved(Outcome outcome, Habit habit) {
        return (outcome == Outcome.REFERRAL_SHARED ? habit.sharing() : habit.leaving()) != 1;
    }

    /** Who stays has more days to share on. */
    private static boolean isMovedBesides(Outcome outcome, Habit habit) {
        return outcome == Outcome.REFERRAL_SHARED && habit.leaving() != 1;
    }
}
