package dev.milepost.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramFilesTest {

    @Test
    void aVersionIsWrittenAsAPersonWouldWriteIt(@TempDir Path folder) throws IOException {
        ProgramFiles.write(Programs.all(), folder);
        assertThat(folder)
                .isDirectoryContaining("glob:**spring-v1.yaml")
                .isDirectoryContaining("glob:**partners-v1.yaml");
        assertThat(Files.readString(folder.resolve("spring-v2.yaml"))).isEqualTo("""
                program: spring
                version: 2
                valid_from: 2026-04-26T00:00:00Z
                currency: USD
                attribution:
                  window: 14d
                  exclude_channels: []
                  click_window: 10d
                  bind: first
                  evidence: [code, invite, link]
                  half_life: 3d
                qualifies:
                  on: {event: order, where: {amount: {at_least: 5.00}}}
                  within: 30d
                """);
        assertThat(Files.readString(folder.resolve("quiet-v1.yaml")))
                .contains("exclude_channels: [direct, email]")
                .contains("window: 36h")
                .contains("on: {event: activated}");
    }
}
