package dev.milepost.cli;

import dev.milepost.runtime.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "withdraw",
        description = "End a program at a time: from then on it asks nobody and rewards nothing new.",
        footer = {
            "",
            "Example:",
            "  ./milepost program withdraw spring --at 2026-12-31T00:00:00Z",
            "",
            "It applies one more version, which says what the one that holds before says and ends at that time, so the time must "
                    + "lie more than 65 s ahead. A version that is scheduled for that time or later never begins.",
            "What was earned before goes on as it was promised: it is released, expires, is reversed and given again.",
            "",
            ProgramRegister.NOTE
        })
final class ProgramWithdrawCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PROGRAM", description = "The program's id.")
    private String program;

    @Option(names = "--at", paramLabel = "INSTANT", required = true, description = "When it ends.")
    private Instant at;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who withdraws it; kept with the version. By default, who is logged in.")
    private String by = System.getProperty("user.name");

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private SettingOptions options;

    ProgramWithdrawCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        new ProgramRegister(context, kafka, options.settings(Settings.defaults()), by, Clock.systemUTC())
                .withdraw(program, at);
        return ExitCode.OK;
    }
}
