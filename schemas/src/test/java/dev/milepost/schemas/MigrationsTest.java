package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.milepost.schemas.Migrations.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MigrationsTest {

    @Test
    void everyFileIsListedOnceAndNumberedWithoutGaps() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/milepost/schemas/clickhouse"))) {
            assertThat(Migrations.all().stream().map(Migration::name))
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .sorted()
                                    .toList());
        }
        assertThat(Migrations.all().stream().map(Migration::version))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Migrations.all().size())
                                .boxed()
                                .toList());
    }

    @Test
    void theChecksumIsOfTheTextWhateverItsLineEnds() {
        Migration unix = Migration.of("V001__store.sql", "SELECT 1;\nSELECT 2;\n");

        assertThat(unix.checksum())
                .hasSize(64)
                .isEqualTo(Migration.of("V001__store.sql", "SELECT 1;\r\nSELECT 2;\r\n")
                        .checksum())
                .isNotEqualTo(Migration.of("V001__store.sql", "SELECT 1;\nSELECT 3;\n")
                        .checksum());
    }

    @Test
    void aFileWithoutANumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Migration.of("store.sql", ""))
                .withMessageContaining("V001__store.sql");
    }
}
