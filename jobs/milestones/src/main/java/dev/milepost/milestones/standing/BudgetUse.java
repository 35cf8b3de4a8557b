package dev.milepost.milestones.standing;

import dev.milepost.milestones.model.time.CalendarUnits;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Window;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Views;
import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much of a program's budget is used at a time, within the budget's window; of a program without one altogether.
 *
 * @param committedMinor what was granted, paid or not, in the program's currency; what is void has given its part back
 * @param refusedByBudget how often something was earned for which the budget had no room; effects of one grant count once
 * @param refusedByCap how often a cap had none
 */
public record BudgetUse(BigInteger committedMinor, long refusedByBudget, long refusedByCap) {

    private static final String COMMITTED = """
            SELECT sum(most_minor) AS used FROM milepost.reward_use(program = '$PROGRAM', as_of = $AT)
            WHERE currency = {currency:String} AND earned_at >= $START""";

    private static final String NOT_GRANTED = """
            SELECT uniqExactIf(decided, reason = 'budget') AS budget, uniqExactIf(decided, reason = 'cap') AS cap
            FROM
            (
                SELECT reason, (rule_id, subject_kind, subject_id, extract(occurrence, '^[0-9]+'), earned_at) AS decided
                FROM milepost.rewards
                WHERE program_id = '$PROGRAM' AND state = 'SKIPPED' AND earned_at <= $AT AND earned_at >= $START
            )""";

    /**
     * Of the version in force.
     *
     * @param atMillis the time; the window is that which holds it, a rolling one ends with it
     */
    public static BudgetUse read(Views views, ProgramVersion program, long atMillis) throws ClickHouseFailure {
        Budget budget = program.budget();
        Window window = budget == null ? Window.LIFETIME : budget.window();
        long start = start(program, window, atMillis).orElseThrow();
        Map<String, String> refused =
                views.rows(of(NOT_GRANTED, program, start, atMillis), Map.of()).get(0);
        BigInteger committed = program.currency() == null
                ? BigInteger.ZERO
                : new BigInteger(
                        views.rows(of(COMMITTED, program, start, atMillis), Map.of("currency", program.currency()))
                                .get(0)
                                .get("used"));
        return new BudgetUse(committed, Long.parseLong(refused.get("budget")), Long.parseLong(refused.get("cap")));
    }

    /** From when on what was earned is in a window; of sessions nothing. */
    public static OptionalLong start(ProgramVersion program, Window window, long atMillis) {
        if (window instanceof Window.Rolling rolling) {
            return OptionalLong.of(rolling.length().before(atMillis, program.timezone()) + 1);
        }
        if (window instanceof Window.Calendar calendar) {
            return OptionalLong.of(CalendarUnits.start(calendar.unit(), atMillis, program.timezone()));
        }
        return window instanceof Window.Session ? OptionalLong.empty() : OptionalLong.of(0);
    }

    /** Ids of programs that were read have nothing that would have to be quoted. */
    private static String of(String sql, ProgramVersion program, long startMillis, long atMillis) {
        return sql.replace("$PROGRAM", program.program())
                .replace("$START", moment(startMillis))
                .replace("$AT", moment(atMillis));
    }

    private static String moment(long millis) {
        return "fromUnixTimestamp64Milli(toInt64(" + millis + "), 'UTC')";
    }
}
