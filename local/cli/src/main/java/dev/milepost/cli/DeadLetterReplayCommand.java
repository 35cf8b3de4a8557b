package dev.milepost.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = "Send mended records back in, and take their dead letters off the list.",
        footer = {
            "",
            "Example:",
            "  ./milepost dead-letters list --reason invalid --lines > mended.jsonl",
            "  ./milepost dead-letters replay mended.jsonl",
            "",
            "Each line is a record, mended or as it was, with the dead_letter_id that it stands for. A record that would "
                    + "be a dead letter again is refused, and then nothing is sent. One that is still within the lateness goes to "
                    + "its topic; an older one is filed in the archive with its first received_at, and counts from the next rebuild "
                    + "on. The command says which."
        })
final class DeadLetterReplayCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "JSON lines, as list --lines writes them.")
    private Path file;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "The archive's folder; by default that of the running stack, else .milepost/data/archive.")
    private Path archive;

    @Mixin
    private RunOptions run;

    @Mixin
    private WarehouseOptions warehouse;

    DeadLetterReplayCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        new DeadLetterReplay(context, DeadLetterList.in(context, warehouse), run.settings(Up.DEFAULTS), archive)
                .run(file);
        return ExitCode.OK;
    }
}
