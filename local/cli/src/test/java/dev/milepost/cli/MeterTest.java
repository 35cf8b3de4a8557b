package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeterTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 132})
    void aBarLeavesTheLastColumnFree(int width) {
        try (Meter meter = Meter.of(terminal(true, width), "Computing", "records", 123_456_789)) {
            meter.to(98_765_432);
        }
        assertThat(said().split("[\\r\\n]+"))
                .anySatisfy(line -> assertThat(line).contains("Computing"))
                .allSatisfy(line -> assertThat(line.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", ""))
                        .hasSizeLessThan(width));
    }

    @Test
    void theLastLineIsToldOnce() {
        try (Meter meter = Meter.of(terminal(false, 80), "Computing", "records", 10, Duration.ZERO)) {
            meter.to(5);
            meter.to(10);
        }
        assertThat(said().lines())
                .containsExactly("Computing: 5 of 10 records (50 %)", "Computing: 10 of 10 records (100 %)");
    }

    @Test
    void aShortTaskTellsNothing() {
        try (Meter meter = Meter.of(terminal(false, 80), "Computing", "records", 10)) {
            meter.to(10);
        }
        assertThat(said()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"132,132", "' 97 ',97", "0,80", "'',80", "wide,80", ",80", "-4,80"})
    void aTerminalThatDoesNotTellItsWidthHasTheUsualOne(String columns, int width) {
        assertThat(Terminal.width(columns)).isEqualTo(width);
    }

    @Test
    void whatADemoTellsFitsATerminal() {
        Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
        Pulse pulse = new Pulse(98_765_432, 8_765_432, 65_432, now.minusSeconds(100), now);
        String line = Demo.line(Duration.ofSeconds(119), 98_765_432, 10_000, pulse);
        assertThat(line).hasSizeLessThanOrEqualTo(80).contains("98,765,432", "10,000/s", "65,432", "100 s");
        assertThat(pulse.toString()).hasSizeLessThanOrEqualTo(80).endsWith("; 100 s behind");
    }

    private Terminal terminal(boolean interactive, int width) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Terminal(stream, stream, interactive, false, width);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
