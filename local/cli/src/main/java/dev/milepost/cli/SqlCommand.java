package dev.milepost.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            "  ./milepost sql \"SELECT model, currency, sum(amount_minor) FROM credits GROUP BY ALL\"",
            "  ./milepost sql \"SELECT * FROM conversions\" --format CSVWithNames > all.csv",
            "  ./milepost sql \"DESCRIBE TABLE credits\"",
            "  ./milepost sql \"SELECT * FROM liability(as_of = now(), known_at = now())\"",
            "  ./milepost sql \"DESCRIBE (SELECT * FROM liability(as_of = now(), known_at = now()))\""
        })
final class SqlCommand implements Callable<Integer> {

    /** A view with parameters that is asked without any, which the engine answers with nothing, or with words about columns. */
    private static final Pattern WITHOUT_PARAMETERS = Pattern.compile(
            "\\b(?:FROM|JOIN|DESCRIBE|DESC|TABLE)\\s+(?:milepost\\.)?(liability|reward_use)\\b(?!\\s*\\()",
            Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> PARAMETERS =
            Map.of("liability", "as_of = now(), known_at = now()", "reward_use", "program = 'spring', as_of = now()");

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
        hint(terminal);
        SqlTarget.choose(context.home(), warehouse.server(context.environment()), warehouse.folder())
                .run(new SqlTarget.Statement(sql, format, true, terminal.colour()), terminal.out());
        return ExitCode.OK;
    }

    private void hint(Terminal terminal) {
        Matcher bare = WITHOUT_PARAMETERS.matcher(sql);
        if (bare.find()) {
            String view = bare.group(1).toLowerCase(Locale.ROOT);
            String asked = view + "(" + PARAMETERS.get(view) + ")";
            terminal.tell(view + " is a view with parameters: ask for " + asked
                    + "; its columns are those of DESCRIBE (SELECT * FROM " + asked + ").");
        }
    }
}
