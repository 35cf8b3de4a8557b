package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit-log",
        description = "What happened to a case, event by event; or whether the logs of cases are as they were written.",
        footer = {
            "",
            "Examples:",
            "  ./milepost fraud audit-log 0f3c…",
            "  ./milepost fraud audit-log --verify",
            "",
            "Each event has the hash of the one before, and the case has the number of its events and the hash of the last. "
                    + "--verify computes all hashes again: it names the first link that does not hold, and ends with exit code 8. "
                    + "Who can write both tables can write a log anew with its case: keep a copy of audit_hash elsewhere."
        })
final class FraudAuditLogCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "CASE_ID", description = "Which case; with --verify by default all.")
    private String caseId;

    @Option(names = "--verify", description = "Check every link in place of showing them.")
    private boolean verify;

    @Mixin
    private WarehouseOptions warehouse;

    FraudAuditLogCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (!verify && (caseId == null || caseId.isBlank())) {
            throw new CommandFailure(ExitCode.USAGE, "Name a case, or check all with --verify.");
        }
        SqlTarget target =
                SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder());
        try (Warehouse opened = target.open()) {
            opened.requireTables();
            AuditLog log = new AuditLog(opened.client());
            if (verify) {
                verify(log);
            } else {
                log.print(caseId, context.terminal());
            }
        }
        return ExitCode.OK;
    }

    private void verify(AuditLog log) throws Exception {
        AuditLog.Checked checked = log.verify(caseId);
        checked.breaks().forEach(context.terminal()::say);
        if (!checked.breaks().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "Of " + Text.count(checked.cases(), "case") + " "
                            + Text.count(checked.breaks().size(), "log")
                            + (checked.breaks().size() == 1 ? " does" : " do") + " not hold.");
        }
        context.terminal()
                .say(Text.count(checked.cases(), "case") + " with " + Text.count(checked.events(), "event")
                        + ": every link holds.");
    }
}
