package dev.milepost.cli.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a run was the one that was asked for, and none of its processes fell short: rows that agree prove nothing where
 * the blows did not come, and little where a process died of itself.
 */
final class Conduct {

    static final String ALIVE = "no process ended by itself";
    static final String BOUNDED = "no process outgrew its memory";
    static final String KILLED = "processes were killed as often as asked";
    static final String UNHEARD = "kills came between an insert and its commit";

    private Conduct() {}

    /** The checks of every run; those of its {@link Trials} come on top. */
    static List<ChaosReport.Check> checks(
            ChaosPlan plan, List<ChaosReport.ProcessLine> processes, List<ChaosReport.KillLine> kills) {
        List<ChaosReport.Check> checks = new ArrayList<>();
        checks.add(new ChaosReport.Check(
                ALIVE,
                processes.stream().mapToLong(ChaosReport.ProcessLine::starts).sum(),
                processes.stream()
                        .mapToLong(ChaosReport.ProcessLine::endedByItself)
                        .sum()));
        long measured = processes.stream()
                .filter(process -> process.peakMegabytes() > 0)
                .count();
        // Linux alone tells how much memory a process has had.
        if (measured > 0) {
            checks.add(new ChaosReport.Check(
                    BOUNDED,
                    measured,
                    processes.stream()
                            .filter(process -> process.peakMegabytes() > process.mostMegabytes())
                            .count()));
        }
        if (plan.kills() > 0) {
            long done = kills.stream().mapToLong(ChaosReport.KillLine::kills).sum();
            checks.add(new ChaosReport.Check(KILLED, done, Math.abs(plan.kills() - done)));
            checks.add(new ChaosReport.Check(
                    UNHEARD,
                    kills.stream().mapToLong(ChaosReport.KillLine::afterInsert).sum(),
                    0));
        }
        return checks;
    }
}
