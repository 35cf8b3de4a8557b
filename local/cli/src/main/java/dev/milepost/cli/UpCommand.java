package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        description = "Run the stack on .milepost/data until Ctrl-C, waiting for events.",
        footer = {
            "",
            "Examples:",
            "  ./milepost up",
            "  ./milepost up --set local.kafka_port=9092 --set local.clickhouse_port=8123",
            "  ./milepost send clickstream.jsonl        from another terminal",
            "",
            "Ctrl-C ends it with a last checkpoint; the next start goes on from there."
        })
final class UpCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private RunOptions run;

    @Mixin
    private WarehouseOptions warehouse;

    UpCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Up.run(
                context,
                new LocalStack.Order(
                        context.home().data(),
                        false,
                        run.programs(run.settings(Up.DEFAULTS)),
                        run.channels(),
                        context.home().erasing(run.settings(Up.DEFAULTS)),
                        warehouse.server(context.environment()),
                        warehouse.folder(),
                        null,
                        null));
        return ExitCode.OK;
    }
}
