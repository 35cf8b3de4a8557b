package dev.milepost.cli;

import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        description = "Publish files of events to the running stack.",
        footer = {
            "",
            "Examples:",
            "  ./milepost send signups.jsonl purchases-2026-01.jsonl.gz",
            "  MILEPOST_HASH_KEY=… ./milepost send signups.jsonl    hashes raw e-mails first",
            "",
            "A file's stream is what its name begins with. Lines that cannot be used go to FILE.rejected with line and "
                    + "reason, and the exit code is 6; the others are published. So are those of a file that breaks off (a gzip that "
                    + "was cut), up to that place. Sending a file again does no harm: an event_id counts once."
        })
final class SendCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON lines (.jsonl, also .gz) or Avro containers.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private RunOptions run;

    @Mixin
    private WarehouseOptions warehouse;

    SendCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        warehouse.server(context.environment());
        return new Send(context, run.settings(Settings.defaults())).run(files, kafka);
    }
}
