package dev.milepost.cli;

import dev.milepost.runtime.settings.Settings;
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
            "  ./milepost dead-letters replay mended.jsonl --clickhouse-url jdbc:clickhouse://server:8123/default \\",
            "      --bootstrap broker:9092 --archive /shared/archive",
            "",
            "Each line is a record, mended or as it was, with the dead_letter_id that it stands for. A record that would "
                    + "be a dead letter again, or change nothing, is refused, and then nothing is sent: one that was refused after "
                    + "ingest is an event, so a mended one needs an event_id of its own. A version of a program is applied anew "
                    + "with program apply.",
            "",
            "One that is still within the lateness goes to its topic; an older one is filed in the archive with its first "
                    + "received_at, and counts from the next rebuild on. The command says which. Topic and archive are those of the "
                    + "stack that writes to the warehouse; of any other job they have to be named."
        })
final class DeadLetterReplayCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "JSON lines, as list --lines writes them.")
    private Path file;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "The archive's folder; by default that of the stack that writes to the warehouse.")
    private Path archive;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private RunOptions run;

    @Mixin
    private WarehouseOptions warehouse;

    DeadLetterReplayCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = run.settings(Up.DEFAULTS);
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        WayBack way = WayBack.of(
                context.home(), target, warehouse.folder(), new WayBack.Given(kafka.named(), archive, settings));
        try (DeadLetterList letters = DeadLetterList.of(target)) {
            new DeadLetterReplay(context.terminal(), letters, way)
                    .run(file, new MendedFile(file, settings, HashKey.of(context.environment(), way.stack())));
        }
        return ExitCode.OK;
    }
}
