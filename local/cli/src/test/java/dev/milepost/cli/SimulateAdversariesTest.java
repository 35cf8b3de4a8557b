package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateAdversariesTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(folder.resolve("home"));
    }

    @Test
    void aWorldIsWrittenAndItsTypologiesAreCounted() throws IOException {
        assertThat(simulate("--adversaries", "--prevalence", "0.1", "--mix", "farm=2,ring=1"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .contains("farm", "ring", "household", "are fraud: 10")
                .doesNotContain("slow_drip");
        assertThat(out().resolve("signups.jsonl")).exists();
        assertThat(out().resolve("fraud-verdicts.jsonl")).doesNotExist();
        assertThat(Files.readAllLines(out().resolve("truth/fraud.csv")).get(0))
                .isEqualTo("user_id,advocate_id,program_id,code,evidence,label,typology,cause,group_id,"
                        + "code_time,signup_time,first_order_time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prevalence|0.7|prevalence is 0.7; it must be from 0 to 0.5",
                "--drift|-1|drift is -1.0; it must be from 0 to 1",
                "--mix|farm|write it like farm=2,ring=1",
                "--mix|farms=1|there are self_referral, farm, ring",
                "--mix|farm=much|the weight 'much'; it must be a number",
                "--mix|farm=1,farm=2|farm twice",
                "--mix|office=1|office, which is no fraud",
            })
    void aFlagThatCannotBeSaysWhatCan(String flag, String value, String message) {
        assertThat(simulate("--adversaries", flag, value)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains(message);
    }

    @Test
    void flagsOfAdversariesAreOfNoUseWithoutThem() {
        assertThat(simulate("--prevalence", "0.1")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("of a world with adversaries: add --adversaries.");
    }

    private int simulate(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("simulate", "--users", "1500", "--days", "60", "--seed", "1", "--out", out().toString()));
        arguments.addAll(List.of(more));
        return shell.run(arguments.toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("sim");
    }
}
