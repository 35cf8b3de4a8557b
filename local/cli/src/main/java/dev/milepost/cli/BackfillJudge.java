package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.source.EventSpool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether what a backfill computes may be shown in the place of what is shown: nobody's events or money go by accident. */
final class BackfillJudge {

    private final Backfill.Order order;
    private final ClickHouseClient client;
    private final Generations.Taken generation;
    private final Terminal terminal;
    private final Shown shown;

    private BackfillJudge(
            Backfill.Order order,
            ClickHouseClient client,
            Generations.Taken generation,
            Terminal terminal,
            Shown shown) {
        this.order = order;
        this.client = client;
        this.generation = generation;
        this.terminal = terminal;
        this.shown = shown;
    }

    /** Notes what is shown by now. */
    static BackfillJudge mark(
            Backfill.Order order, ClickHouseClient client, Generations.Taken generation, Terminal terminal)
            throws ClickHouseFailure {
        Shown shown = order.erased() == null
                ? Shown.mark(client, generation, order.events())
                : Shown.mark(client, generation, order.events(), order.erased().shown());
        return new BackfillJudge(order, client, generation, terminal, shown);
    }

    /** Before anything is computed. */
    void refuseFewer(EventSpool spool) throws ClickHouseFailure {
        if (!order.replace() && order.erased() == null) {
            shown.refuseFewer(spool);
        }
    }

    /**
     * Once everything is computed.
     *
     * @param source the folder that was read
     * @param goesOn whether somebody goes on from it
     * @throws CommandFailure where it may not be shown
     */
    void judge(Path source, boolean goesOn) throws IOException, ClickHouseFailure {
        HiddenLetters letters = HiddenLetters.of(client, generation, source, goesOn);
        if (order.replace()) {
            tellHidden();
        } else {
            shown.refuseHidden();
            letters.refuse(order.events());
        }
        letters.tell(order.events(), terminal);
        judgeMoney(goesOn);
    }

    private void tellHidden() throws ClickHouseFailure {
        String hidden = shown.hidden();
        if (!hidden.isEmpty()) {
            terminal.tell("No longer shown, because " + order.events() + " lacks them:" + hidden);
        }
    }

    /** Without the user, money must be what it was. */
    private void judgeMoney(boolean goesOn) throws ClickHouseFailure {
        if (order.erased() == null) {
            return;
        }
        List<String> differences = ErasedMoney.differences(
                client, generation, goesOn, order.stopped().isSaid());
        if (differences.isEmpty()) {
            return;
        }
        String told = "\n  " + String.join("\n  ", differences);
        if (!order.erased().acceptsMoney()) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The ledger would not be what it was:" + told
                            + "\nSo what was computed is not shown, and what is shown has not changed. What names the"
                            + " user is suppressed from the next start on. With --accept-money it is shown.");
        }
        terminal.tell("The ledger is not what it was:" + told);
    }
}
