package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConductTest {

    private static final ChaosReport.ProcessLine BROKER = process("broker", 0, 300);
    private static final ChaosReport.ProcessLine TASKS = process("task-manager-0", 0, 900);
    private static final ChaosReport.KillLine UNHEARD = new ChaosReport.KillLine("broker", 2, 1, 0);
    private static final ChaosReport.KillLine PLAIN = new ChaosReport.KillLine("task manager", 2, 0, 1);

    @Test
    void aRunAsItWasAskedForHolds() {
        assertThat(wrong(4, List.of(BROKER, TASKS), List.of(UNHEARD, PLAIN))).isEmpty();
        assertThat(wrong(0, List.of(BROKER, TASKS), List.of()))
                .as("nobody asked for kills")
                .isEmpty();
    }

    @Test
    void aProcessThatDiedOfItselfIsTold() {
        assertThat(wrong(4, List.of(BROKER, process("task-manager-1", 1, 900)), List.of(UNHEARD, PLAIN)))
                .containsExactly(Conduct.ALIVE);
    }

    @Test
    void aProcessThatHadMoreMemoryThanItMayIsTold() {
        assertThat(wrong(4, List.of(BROKER, process("task-manager-1", 0, 1001)), List.of(UNHEARD, PLAIN)))
                .containsExactly(Conduct.BOUNDED);
    }

    @Test
    void whereNothingIsKnownOfMemoryNothingIsSaidOfIt() {
        assertThat(checks(4, List.of(process("broker", 0, 0)), List.of(UNHEARD, PLAIN)))
                .extracting(ChaosReport.Check::what)
                .doesNotContain(Conduct.BOUNDED);
    }

    @Test
    void killsThatDidNotComeAreTold() {
        assertThat(wrong(4, List.of(BROKER), List.of(UNHEARD))).containsExactly(Conduct.KILLED);
        assertThat(wrong(2, List.of(BROKER), List.of(PLAIN))).containsExactly(Conduct.UNHEARD);
    }

    private static List<String> wrong(
            int kills, List<ChaosReport.ProcessLine> processes, List<ChaosReport.KillLine> done) {
        List<ChaosReport.Check> checks = checks(kills, processes, done);
        List<String> wrong = checks.stream()
                .filter(check -> !check.holds())
                .map(ChaosReport.Check::what)
                .toList();
        ChaosReport report = new ChaosReport(0, List.of(), List.of(), checks, processes, done, List.of(), "");
        assertThat(report.rowsHold()).isTrue();
        assertThat(report.holds()).isEqualTo(wrong.isEmpty());
        return wrong;
    }

    private static List<ChaosReport.Check> checks(
            int kills, List<ChaosReport.ProcessLine> processes, List<ChaosReport.KillLine> done) {
        return Conduct.checks(
                new ChaosPlan(
                        kills,
                        1,
                        Duration.ofMinutes(1),
                        200,
                        Map.of(),
                        false,
                        false,
                        false,
                        ChaosPlan.AWAY,
                        Path.of("folder"),
                        Path.of("jar")),
                processes,
                done);
    }

    private static ChaosReport.ProcessLine process(String name, int endedByItself, long peakMegabytes) {
        return new ChaosReport.ProcessLine(name, 3, 2, endedByItself, peakMegabytes, 1000);
    }
}
