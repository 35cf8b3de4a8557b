package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine makes the replicated tables, and reads all other statements. It can make none of the databases, and its replicas take no
 * rows: it has no port at which another would fetch them.
 */
final class ReplicatedIT {

    @TempDir
    private Path folder;

    @Test
    void theEngineTakesEveryTableAndReadsEveryStatement() throws Exception {
        Path config = Files.writeString(folder.resolve("config.xml"), """
                <clickhouse>
                    <zookeeper><implementation>testkeeper</implementation></zookeeper>
                    <macros><shard>01</shard><replica>one</replica></macros>
                    <default_replica_path>/clickhouse/tables/{uuid}/{shard}</default_replica_path>
                    <default_replica_name>{replica}</default_replica_name>
                </clickhouse>
                """);
        File said = folder.resolve("said").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djna.nosys=true",
                        "-Dmilepost.engine.config=" + config,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplicatedTables.class.getName(),
                        folder.resolve("warehouse").toString())
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        int code = process.waitFor();
        String output = Files.readString(said.toPath(), StandardCharsets.UTF_8);
        Matcher counts = Pattern.compile("made (\\d+), replicated (\\d+)").matcher(output);
        assertThat(counts.find()).as(output).isTrue();
        assertThat(code).isZero();
        assertThat(Integer.parseInt(counts.group(1))).isGreaterThanOrEqualTo(60);
        assertThat(counts.group(2)).isEqualTo(counts.group(1));
    }
}
