package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.SettingsException;
import dev.milepost.runtime.source.NextOffsets;
import dev.milepost.runtime.source.SourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {

    private static final String[] LEAST = {"--kafka", "k:9092", "--clickhouse-url=jdbc:clickhouse://c:8123/default"};

    @TempDir
    private Path folder;

    @Test
    void theLeastIsKafkaAndClickHouse() {
        JobArguments given = JobArguments.of(LEAST, Map.of());
        assertThat(given.kafka()).isEqualTo("k:9092");
        assertThat(given.group()).isEqualTo("milepost");
        assertThat(given.warehouse().url().endpoint()).isEqualTo("http://c:8123");
        assertThat(given.warehouse().user()).isEqualTo("default");
        assertThat(given.spool()).isNull();
    }

    @Test
    void theEnvironmentStandsInAndArgumentsGoBefore() {
        Map<String, String> environment = Map.of(
                "MILEPOST_KAFKA", "other:9092",
                "MILEPOST_CLICKHOUSE_URL", "jdbc:clickhouse://other:8123/default",
                "MILEPOST_CLICKHOUSE_USER", "writer",
                "MILEPOST_CLICKHOUSE_PASSWORD", "secret");
        assertThat(JobArguments.of(new String[0], environment).kafka()).isEqualTo("other:9092");
        JobArguments both = JobArguments.of(LEAST, environment);
        assertThat(both.kafka()).isEqualTo("k:9092");
        assertThat(both.warehouse().user()).isEqualTo("writer");
        assertThat(both.warehouse().password()).isEqualTo("secret");
        assertThat(both.warehouse()).asString().doesNotContain("secret");
    }

    @Test
    void aSettingGoesBeforeTheFile() throws Exception {
        Path file =
                Files.writeString(folder.resolve("s.yaml"), "job: {checkpoint_interval: 3s, checkpoint_timeout: 7m}\n");
        JobArguments given =
                JobArguments.of(with("--settings", file.toString(), "--job.checkpoint_interval", "2s"), Map.of());
        assertThat(given.settings().get(LaunchSettings.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofSeconds(2));
        assertThat(given.settings().get(LaunchSettings.CHECKPOINT_TIMEOUT)).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void whereKafkaIsReadFromIsReadOfAFile() throws Exception {
        assertThat(JobArguments.of(LEAST, Map.of()).from()).isEqualTo(NextOffsets.NONE);
        Path file = Files.writeString(folder.resolve("offsets.json"), "{\"purchases-0\": 12}");
        assertThat(JobArguments.of(with("--from-offsets", file.toString()), Map.of())
                        .from()
                        .partitions())
                .isEqualTo(Map.of(new TopicPartition("purchases", 0), 12L));
        assertThatThrownBy(() -> JobArguments.of(with("--from-offsets", file + ".gone"), Map.of()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("offsets.json.gone");
    }

    @Test
    void whatIsWrongIsNamed() {
        refused("--kafka", "MILEPOST_KAFKA").hasMessageContaining("bootstrap");
        assertThatThrownBy(() -> JobArguments.of(with("--job.checkpoint_intervall", "1s"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("job.checkpoint_interval?");
        assertThatThrownBy(() -> JobArguments.of(with("--group"), Map.of()))
                .hasMessageContaining("--group has no value");
        assertThatThrownBy(() -> JobArguments.of(with("--kafka", "k2"), Map.of()))
                .hasMessageContaining("--kafka is given twice");
        assertThatThrownBy(() -> JobArguments.of(with("group"), Map.of())).hasMessageContaining("'group'");
        assertThatThrownBy(
                        () -> JobArguments.of(new String[] {"--kafka", "k", "--clickhouse-url", "http://c"}, Map.of()))
                .isInstanceOf(JobArgumentsException.class)
                .hasMessageContaining("--clickhouse-url");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(String argument, String variable) {
        return assertThatThrownBy(() -> JobArguments.of(new String[0], Map.of()))
                .isInstanceOf(JobArgumentsException.class)
                .hasMessageContaining(argument)
                .hasMessageContaining(variable);
    }

    private static String[] with(String... more) {
        String[] all = java.util.Arrays.copyOf(LEAST, LEAST.length + more.length);
        System.arraycopy(more, 0, all, LEAST.length, more.length);
        return all;
    }
}
