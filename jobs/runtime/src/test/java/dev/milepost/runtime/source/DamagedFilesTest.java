package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.testkit.garbage.DamagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that was damaged on its way is read whole, or refused whole with a message that names it; never half. */
final class DamagedFilesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int SEEDS = 50;
    private static final int LINES = 3_000;

    private static final List<String> SOUND = IntStream.range(0, LINES)
            .mapToObj(i -> SourceFiles.purchase("p" + i * 7919 % LINES, NOON.plusSeconds(i)))
            .toList();

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource(DamagedFile.class)
    void isReadWholeOrRefusedWhole(DamagedFile damaged) throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Path events = Files.createDirectories(temp.resolve(damaged + "-" + seed));
            Path work = temp.resolve("work-" + damaged + "-" + seed);
            SourceFiles.write(events, "clickstream.jsonl", SourceFiles.click("c", NOON));
            Path file = damaged.write(events, "purchases", SOUND, seed);
            assumeThat(damaged == DamagedFile.NO_PERMISSION && Files.isReadable(file))
                    .as("the superuser reads everything")
                    .isFalse();
            if (damaged.isReadable()) {
                assertThat(spool(events, work).eventsByStream())
                        .isEqualTo(Map.of("purchases", (long) LINES, "clickstream", 1L));
            } else {
                SourceException refused = catchThrowableOfType(SourceException.class, () -> spool(events, work));
                assertThat(refused).as("seed %d", seed).isNotNull();
                assertThat(refused.getMessage())
                        .contains(file.getFileName().toString())
                        .doesNotContain("Exception");
                assertNothingIn(work);
            }
        }
    }

    private static EventSpool spool(Path events, Path work) {
        return SpoolBuilder.build(
                StreamFiles.in(events), work, Settings.defaults(), PersonalData.withoutKey(), null, Progress.NONE);
    }

    private static void assertNothingIn(Path work) throws IOException {
        if (Files.exists(work)) {
            try (Stream<Path> left = Files.list(work)) {
                assertThat(left).isEmpty();
            }
        }
    }
}
