package dev.milepost.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        description =
                "Ask the running stack, else the warehouse last written. Names without a database are of milepost.",
        footer = {
            "",
            "Examples:",
            "  ./milepost sql \"SHOW TABLES\"",
            "  ./milepost sql \"SELECT model, sum(amount_minor) FROM credits GROUP BY model\"",
            "  ./milepost sql \"SELECT * FROM conversions\" --format CSVWithNames > all.csv",
            "  ./milepost sql \"DESCRIBE TABLE credits\""
        })
final class SqlCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "SQL", description = "One statement, which asks: none changes anything here.")
    private String sql;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "PrettyCompact",
            description = "Any format that ClickHouse writes: PrettyCompact (default), CSVWithNames, JSONEachRow, …")
    private String format;

    @Mixin
    private WarehouseOptions warehouse;

    SqlCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (sql.isBlank()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "There is no statement: write one, such as \"SELECT count() FROM events\".");
        }
        Terminal terminal = context.terminal();
        SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder())
                .run(new SqlTarget.Statement(sql, format, true, terminal.colour()), terminal.out());
        return ExitCode.OK;
    }
}
