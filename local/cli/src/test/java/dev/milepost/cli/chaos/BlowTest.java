package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlowTest {

    @Test
    void eightKillsStrikeEachKindTwiceWhateverTheSeed() {
        LongStream.rangeClosed(1, 200)
                .forEach(seed -> assertThat(Blow.of(plan(8, seed), 2).stream()
                                .collect(Collectors.groupingBy(Blow::victim, Collectors.counting())))
                        .hasSize(Victim.values().length)
                        .allSatisfy((victim, kills) -> assertThat(kills).isEqualTo(2)));
    }

    @Test
    void someKillComesBetweenInsertAndCommitWhateverTheSeed() {
        LongStream.rangeClosed(1, 200)
                .forEach(seed -> assertThat(Blow.of(plan(1, seed), 2)).anyMatch(Blow::afterInsert));
    }

    @Test
    void aSeedStrikesTheSameAgainAndAnotherDoesNot() {
        assertThat(Blow.of(plan(50, 7), 2)).isEqualTo(Blow.of(plan(50, 7), 2)).isNotEqualTo(Blow.of(plan(50, 8), 2));
    }

    @Test
    void killsComeInOrderWithinTheTimeAndSomeBetweenInsertAndCommit() {
        List<Blow> blows = Blow.of(plan(50, 3), 2);
        assertThat(blows)
                .hasSize(50)
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(blows).allSatisfy(blow -> assertThat(blow.at()).isLessThan(Duration.ofMinutes(5)));
        assertThat(blows.stream().filter(Blow::afterInsert)).hasSizeGreaterThan(10);
        assertThat(blows.stream().filter(blow -> !blow.patient())).hasSizeGreaterThan(5);
        assertThat(blows).noneMatch(blow -> blow.afterInsert() && !blow.patient());
        assertThat(blows.stream().map(Blow::number)).contains(0, 1);
    }

    private static ChaosPlan plan(int kills, long seed) {
        return new ChaosPlan(
                kills,
                seed,
                Duration.ofMinutes(5),
                200,
                Map.of(),
                false,
                false,
                false,
                ChaosPlan.AWAY,
                Path.of("folder"),
                Path.of("jar"));
    }
}
