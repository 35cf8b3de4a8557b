package dev.milepost.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSorterTest {

    private static final long NOW = 1_767_225_600_000L;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {64, 5_000, 1 << 20})
    void linesAreInOrderOfTimeThenOfArrivalWhateverTheBuffer(int bufferBytes) throws IOException {
        Dice dice = Dice.of(1, 1, Dice.Purpose.STORY);
        List<Line> lines = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LineSorter sorter = new LineSorter(directory, "lines", bufferBytes)) {
            for (int i = 0; i < 1_000; i++) {
                long time = NOW + dice.below(50);
                Line line = new Line(time, time + " " + i + " " + "x".repeat(dice.below(100)));
                lines.add(line);
                sorter.line().write((line.text + "\n").getBytes(StandardCharsets.UTF_8));
                sorter.end(time);
            }
            sorter.writeTo(out);
        }
        lines.sort(Comparator.comparingLong(line -> line.time));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(lines.stream().map(line -> line.text).toList());
    }

    @Test
    void nothingIsLeftOnDisk() throws IOException {
        try (LineSorter sorter = new LineSorter(directory, "lines", 8)) {
            for (int i = 0; i < 20; i++) {
                sorter.line().write(new byte[] {'a', '\n'});
                sorter.end(NOW);
            }
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).hasSize(5);
            }
            sorter.writeTo(new ByteArrayOutputStream());
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    private record Line(long time, String text) {}
}
