package dev.milepost.cli;

import dev.milepost.cli.BudgetedPrograms.Budgeted;
import dev.milepost.milestones.standing.BudgetUse;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Views;
import dev.milepost.runtime.text.Amounts;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much of budgets and caps is used at a time: the files say what there is, {@code milepost.reward_use} what was taken.
 *
 * @param atMillis the time; windows are those that hold it, rolling ones end with it
 */
record Budgets(ClickHouseClient client, long atMillis) {

    private static final String CAPPED = """
            SELECT count() AS people, countIf(used >= %d) AS full, max(used) AS most,
                argMax(beneficiary_id, (used, beneficiary_id)) AS who
            FROM
            (
                SELECT beneficiary_id, %s AS used FROM milepost.reward_use(program = '%s', as_of = $AT)
                WHERE rule_id = '%s' AND side = '%s' AND earned_at >= %s AND %s
                GROUP BY beneficiary_id HAVING used > 0
            )""";

    /**
     * Says it.
     *
     * @param only of these programs; empty: of all that hold, or have ended and still owe something
     * @throws CommandFailure where one of those that are named has nothing to show, or cannot be read
     */
    void print(List<String> only, Terminal terminal) throws ClickHouseFailure {
        BudgetedPrograms programs = new BudgetedPrograms(client, moment(atMillis), terminal);
        List<Budgeted> found = programs.of(only);
        if (!found.isEmpty()) {
            tables(found, terminal);
        } else if (programs.unreadable().isEmpty()) {
            terminal.say("No program holds. ./milepost program list says which there are.");
        }
        if (!programs.unreadable().isEmpty() && (found.isEmpty() || !only.isEmpty())) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "Not shown: " + String.join(", ", programs.unreadable())
                            + ". Apply a next version of its file that this release can read.");
        }
    }

    private void tables(List<Budgeted> programs, Terminal terminal) throws ClickHouseFailure {
        Table budgets =
                new Table("program", "budget", "committed", "left", "not granted for it", "not granted for a cap");
        Table caps = new Table("program", "reward", "to", "kind", "cap", "people", "none left", "most used", "by");
        for (Budgeted program : programs) {
            budget(program, budgets);
            for (CappedEffect capped : CappedEffect.of(program.versions())) {
                for (Cap cap : capped.effect().caps()) {
                    cap(program.inForce(), capped, cap, caps);
                }
            }
        }
        budgets.print(terminal);
        terminal.say("");
        terminal.say("Caps" + (caps.isEmpty() ? ": none." : ", of each person:"));
        if (!caps.isEmpty()) {
            caps.print(terminal);
        }
    }

    private void budget(Budgeted budgeted, Table table) throws ClickHouseFailure {
        ProgramVersion program = budgeted.inForce();
        Budget budget = program.budget();
        String currency = program.currency();
        BudgetUse use = BudgetUse.read(Views.of(client), program, atMillis);
        BigInteger committed = use.committedMinor();
        table.row(
                program.program()
                        + (budgeted.ended().isEmpty() ? "" : " (ended " + Text.moment(budgeted.ended()) + ")"),
                budget == null
                        ? "none, altogether"
                        : Amounts.of(budget.amountMinor(), currency) + " " + text(budget.window()),
                new Table.Figure(currency == null ? "-" : Amounts.of(committed, currency)),
                new Table.Figure(
                        budget == null
                                ? "-"
                                : Amounts.of(
                                        BigInteger.valueOf(budget.amountMinor()).subtract(committed), currency)),
                use.refusedByBudget(),
                use.refusedByCap());
    }

    private void cap(ProgramVersion program, CappedEffect capped, Cap cap, Table table) throws ClickHouseFailure {
        Effect effect = capped.effect();
        String unit = effect.unit() == null ? program.currency() : effect.unit();
        boolean counts = cap.count() != null;
        long most = counts ? cap.count() : cap.sum();
        String what = (counts ? times(most) : Amounts.of(most, unit)) + " " + text(cap.window());
        OptionalLong start = BudgetUse.start(program, cap.window(), atMillis);
        if (start.isEmpty()) {
            // Whose session goes on, the next reward tells.
            table.row(
                    program.program(), capped.name(), word(effect.to()), word(effect.kind()), what, "-", "-", "-", "-");
            return;
        }
        String taken = cap.reversedGivesBack() ? "due_minor" : "most_minor";
        Map<String, String> row = ask(CAPPED.formatted(
                        most,
                        counts ? "countIf(" + taken + " > 0)" : "sum(" + taken + ")",
                        program.program(),
                        capped.rule(),
                        word(effect.to()),
                        moment(start.getAsLong()),
                        capped.condition()))
                .get(0);
        BigInteger used = new BigInteger(row.get("most"));
        table.row(
                program.program(),
                capped.name(),
                word(effect.to()),
                word(effect.kind()),
                what,
                number(row.get("people")),
                number(row.get("full")),
                new Table.Figure(
                        used.signum() == 0 ? "-" : counts ? times(used.longValueExact()) : Amounts.of(used, unit)),
                Text.orDash(row.get("who")));
    }

    private static String text(Window window) {
        if (window instanceof Window.Rolling rolling) {
            return "within " + length(rolling.length());
        }
        if (window instanceof Window.Calendar calendar) {
            return "per " + word(calendar.unit());
        }
        return window instanceof Window.Session ? "per session" : "altogether";
    }

    private static String length(Span span) {
        if (span.months() > 0) {
            return Text.count(span.months(), "month");
        }
        Duration length = Duration.ofMillis(span.millis());
        return length.equals(Duration.ofDays(length.toDays()))
                ? Text.count(length.toDays(), "day")
                : Text.duration(length);
    }

    private static String times(long number) {
        return number == 1 ? "once" : Text.number(number) + " times";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private List<Map<String, String>> ask(String sql) throws ClickHouseFailure {
        return client.query(sql.replace("$AT", moment(atMillis)));
    }

    private static String moment(long millis) {
        return "fromUnixTimestamp64Milli(toInt64(" + millis + "), 'UTC')";
    }
}
