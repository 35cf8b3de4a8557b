package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "The dead letters that are not replayed, the last received first.",
        footer = {"", "Example:", "  ./milepost dead-letters list --since 2026-07-01T00:00:00Z"})
final class DeadLetterListCommand implements Callable<Integer> {

    private static final int WIDTH = 80;
    private static final int MOST = 100;

    private final Context context;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only of this reason: invalid, late, …")
    private String reason;

    @Option(names = "--stream", paramLabel = "STREAM", description = "Only of this stream.")
    private String stream;

    @Option(names = "--since", paramLabel = "INSTANT", description = "Only those received at this time or later.")
    private Instant since;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default 100; with --lines all).")
    private Integer limit;

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
        if (limit != null && limit < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--limit is " + limit + "; it must be at least 1.");
        }
        try (DeadLetterList letters = DeadLetterList.in(context, warehouse)) {
            if (lines) {
                lines(letters);
            } else {
                table(letters);
            }
        }
        return ExitCode.OK;
    }

    private void table(DeadLetterList letters) throws ClickHouseFailure {
        int most = limit == null ? MOST : limit;
        Table table = new Table("received", "reason", "stream", "dead_letter_id", "detail");
        AtomicInteger found = new AtomicInteger();
        letters.each(filter(most), letter -> {
            table.row(letter.receivedAt(), letter.reason(), letter.stream(), letter.id(), brief(letter.detail()));
            found.incrementAndGet();
        });
        table.print(context.terminal());
        context.terminal()
                .say(Text.count(found.get(), "dead letter") + (found.get() == most ? "; there may be more" : ""));
    }

    private void lines(DeadLetterList letters) throws ClickHouseFailure {
        Terminal terminal = context.terminal();
        AtomicInteger found = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        AtomicInteger programs = new AtomicInteger();
        letters.each(filter(limit), letter -> {
            found.incrementAndGet();
            if (letter.isOfProgram()) {
                programs.incrementAndGet();
            } else if (letter.hasRecord()) {
                terminal.say(letter.line());
            } else {
                others.incrementAndGet();
            }
        });
        if (others.get() > 0) {
            terminal.tell(
                    Text.count(others.get(), "dead letter") + " without a record to mend left out: see list or show.");
        }
        if (programs.get() > 0) {
            terminal.tell(Text.count(programs.get(), "dead letter")
                    + " of programs left out: mend the file, and apply it anew with ./milepost program apply.");
        }
        if (limit != null && found.get() == limit) {
            terminal.tell("These are the last " + Text.count(limit, "dead letter") + "; there may be more.");
        }
    }

    private DeadLetterList.Filter filter(Integer most) {
        return new DeadLetterList.Filter(reason, stream, since, most);
    }

    private static String brief(String detail) {
        return detail.length() <= WIDTH ? detail : detail.substring(0, WIDTH - 1) + "…";
    }
}
