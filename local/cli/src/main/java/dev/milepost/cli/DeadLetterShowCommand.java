package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "One dead letter, whole.",
        footer = {"", "Example:", "  ./milepost dead-letters show 'late:clickstream[1]@4711'"})
final class DeadLetterShowCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "ID", description = "Its dead_letter_id: see list.")
    private String id;

    @Mixin
    private WarehouseOptions warehouse;

    DeadLetterShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        DeadLetter letter;
        try (DeadLetterList letters = DeadLetterList.in(context, warehouse)) {
            letter = letters.find(id)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.REFUSED_INPUT,
                            "There is no dead letter " + id
                                    + " (or it was replayed): ./milepost dead-letters list says which there are."));
        }
        Terminal terminal = context.terminal();
        terminal.say("dead_letter_id  " + letter.id());
        terminal.say("reason          " + letter.reason() + ": " + letter.detail());
        terminal.say("stream          " + letter.stream());
        terminal.say("origin          " + letter.origin());
        terminal.say("received_at     " + letter.receivedAt());
        terminal.say("event_id        " + letter.eventId());
        terminal.say("");
        terminal.say(letter.pretty());
        return ExitCode.OK;
    }
}
