package dev.milepost.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "The dead letters that are not replayed, the last received first.",
        footer = {"", "Example:", "  ./milepost dead-letters list --since 2026-07-01T00:00:00Z"})
final class DeadLetterListCommand implements Callable<Integer> {

    private static final int WIDTH = 80;

    private final Context context;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only of this reason: invalid, late, …")
    private String reason;

    @Option(names = "--stream", paramLabel = "STREAM", description = "Only of this stream.")
    private String stream;

    @Option(names = "--since", paramLabel = "INSTANT", description = "Only those received at this time or later.")
    private Instant since;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many (default 100).")
    private int limit;

    @Option(
            names = "--lines",
            description = "Whole, as JSON lines: the record's fields and dead_letter_id. That is what replay reads.")
    private boolean lines;

    @Mixin
    private WarehouseOptions warehouse;

    DeadLetterListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (limit < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--limit is " + limit + "; it must be at least 1.");
        }
        DeadLetterList letters = DeadLetterList.in(context, warehouse);
        List<DeadLetter> found = letters.find(new DeadLetterList.Filter(reason, stream, since, limit));
        Terminal terminal = context.terminal();
        if (lines) {
            found.stream().filter(DeadLetter::hasRecord).forEach(letter -> terminal.say(letter.line()));
            long others = found.stream().filter(letter -> !letter.hasRecord()).count();
            if (others > 0) {
                terminal.tell(
                        Text.count(others, "dead letter") + " without a record to mend left out: see list or show.");
            }
            return ExitCode.OK;
        }
        Table table = new Table("received", "reason", "stream", "dead_letter_id", "detail");
        for (DeadLetter letter : found) {
            table.row(letter.receivedAt(), letter.reason(), letter.stream(), letter.id(), brief(letter.detail()));
        }
        table.print(terminal);
        terminal.say(Text.count(found.size(), "dead letter") + (found.size() == limit ? "; there may be more" : ""));
        return ExitCode.OK;
    }

    private static String brief(String detail) {
        return detail.length() <= WIDTH ? detail : detail.substring(0, WIDTH - 1) + "…";
    }
}
