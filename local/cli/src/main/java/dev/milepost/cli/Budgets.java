package dev.milepost.cli;

import dev.milepost.milestones.model.time.CalendarUnits;
import dev.milepost.programs.ProgramFileException;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * How much of budgets and caps is used at a time: the files say what there is, {@code milepost.reward_use} what was taken.
 *
 * @param atMillis the time; windows are those that hold it, rolling ones end with it
 */
record Budgets(ClickHouseClient client, long atMillis) {

    private static final String IN_FORCE = """
            SELECT program_id, max(version) AS newest, argMax(text, version) AS file,
                argMax(toUInt8(ifNull(valid_to > $AT, true)), version) AS holds
            FROM milepost.programs WHERE valid_from <= $AT GROUP BY program_id ORDER BY program_id""";

    private static final String COMMITTED = """
            SELECT sum(most_minor) AS used FROM milepost.reward_use(program = '%s', as_of = $AT)
            WHERE currency = '%s' AND earned_at >= %s""";

    private static final String NOT_GRANTED = """
            SELECT countIf(reason = 'budget') AS budget, countIf(reason = 'cap') AS cap FROM milepost.rewards
            WHERE program_id = '%s' AND state = 'SKIPPED' AND earned_at <= $AT""";

    /** Whose use is counted together: an effect is known by what it gives to whom, and by its place where that is not enough. */
    private static final String CAPPED = """
            SELECT count() AS people, countIf(used >= %d) AS full, max(used) AS most,
                argMax(beneficiary_id, (used, beneficiary_id)) AS who
            FROM
            (
                SELECT beneficiary_id, %s AS used FROM milepost.reward_use(program = '%s', as_of = $AT)
                WHERE rule_id = '%s' AND side = '%s' AND kind = '%s' AND currency = '%s'%s AND earned_at >= %s
                GROUP BY beneficiary_id HAVING used > 0
            )""";

    /** One effect that has caps; its rung from 1 on, 0 without a ladder; alone: no other gives the like to the same side. */
    private record Capped(String rule, int rung, int index, boolean alone, Effect effect) {
        String name() {
            return rule + (rung == 0 ? "" : ", rung " + rung) + (alone ? "" : ", effect " + (index + 1));
        }

        String condition() {
            return (rung == 0 ? "" : " AND nth = " + rung) + (alone ? "" : " AND effect = " + index);
        }
    }

    /**
     * Says it.
     *
     * @param only of these programs; empty: of all that hold
     * @throws CommandFailure where one of them does not hold
     */
    void print(List<String> only, Terminal terminal) throws ClickHouseFailure {
        List<ProgramVersion> live = live(only);
        if (live.isEmpty()) {
            terminal.say("No program holds. ./milepost program list says which there are.");
            return;
        }
        Table budgets =
                new Table("program", "budget", "committed", "left", "not granted for it", "not granted for a cap");
        Table caps = new Table("program", "reward", "to", "kind", "cap", "people", "none left", "most used", "by");
        for (ProgramVersion program : live) {
            budget(program, budgets);
            for (Capped capped : capped(program)) {
                for (Cap cap : capped.effect().caps()) {
                    cap(program, capped, cap, caps);
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

    private List<ProgramVersion> live(List<String> only) throws ClickHouseFailure {
        List<ProgramVersion> live = new ArrayList<>();
        TreeSet<String> missing = new TreeSet<>(only);
        for (Map<String, String> row : ask(IN_FORCE)) {
            String program = row.get("program_id");
            if (row.get("holds").equals("1") && (only.isEmpty() || missing.remove(program))) {
                live.add(read(program + "@" + row.get("newest"), row.get("file")));
            }
        }
        if (!missing.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "No version of " + String.join(", ", missing)
                            + " holds at that time: ./milepost program list says which do.");
        }
        return live;
    }

    private static ProgramVersion read(String label, String text) {
        try {
            return ProgramFiles.parse(Map.of(label, text)).versions().get(0);
        } catch (ProgramFileException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "This release cannot read " + label + " any more: "
                            + e.problems().get(0),
                    e);
        }
    }

    private void budget(ProgramVersion program, Table table) throws ClickHouseFailure {
        Map<String, String> skipped =
                ask(NOT_GRANTED.formatted(program.program())).get(0);
        Budget budget = program.budget();
        String currency = program.currency();
        Window window = budget == null ? Window.LIFETIME : budget.window();
        long committed = currency == null
                ? 0
                : number(ask(COMMITTED.formatted(
                                program.program(),
                                currency,
                                moment(start(program, window).orElseThrow())))
                        .get(0)
                        .get("used"));
        table.row(
                program.program(),
                budget == null ? "-" : Amounts.of(budget.amountMinor(), currency) + " " + text(window),
                new Table.Figure(currency == null ? "-" : Amounts.of(committed, currency)),
                new Table.Figure(budget == null ? "-" : Amounts.of(budget.amountMinor() - committed, currency)),
                number(skipped.get("budget")),
                number(skipped.get("cap")));
    }

    private static List<Capped> capped(ProgramVersion program) {
        List<Capped> capped = new ArrayList<>();
        for (Reward reward : program.rewards()) {
            if (reward.fire() instanceof Reward.Fire.Ladder ladder) {
                for (int rung = 1; rung <= ladder.steps().size(); rung++) {
                    add(reward.id(), rung, ladder.steps().get(rung - 1).effects(), capped);
                }
            } else {
                add(reward.id(), 0, reward.fire().effects(), capped);
            }
        }
        return capped;
    }

    private static void add(String rule, int rung, List<Effect> effects, List<Capped> capped) {
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            if (!effect.caps().isEmpty()) {
                capped.add(new Capped(rule, rung, i, isAlone(effect, effects), effect));
            }
        }
    }

    private static boolean isAlone(Effect effect, List<Effect> effects) {
        return effects.stream()
                        .filter(each -> each.to() == effect.to()
                                && each.kind() == effect.kind()
                                && Objects.equals(each.unit(), effect.unit()))
                        .count()
                == 1;
    }

    private void cap(ProgramVersion program, Capped capped, Cap cap, Table table) throws ClickHouseFailure {
        Effect effect = capped.effect();
        String unit = effect.unit() == null ? program.currency() : effect.unit();
        boolean counts = cap.count() != null;
        long most = counts ? cap.count() : cap.sum();
        String what = (counts ? times(most) : Amounts.of(most, unit)) + " " + text(cap.window());
        OptionalLong start = start(program, cap.window());
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
                        word(effect.kind()),
                        unit.replace("\\", "\\\\").replace("'", "\\'"),
                        capped.condition(),
                        moment(start.getAsLong())))
                .get(0);
        long used = number(row.get("most"));
        table.row(
                program.program(),
                capped.name(),
                word(effect.to()),
                word(effect.kind()),
                what,
                number(row.get("people")),
                number(row.get("full")),
                new Table.Figure(used == 0 ? "-" : counts ? times(used) : Amounts.of(used, unit)),
                Text.orDash(row.get("who")));
    }

    /** From when on what was earned is in the window; of sessions nothing. */
    private OptionalLong start(ProgramVersion program, Window window) {
        if (window instanceof Window.Rolling rolling) {
            return OptionalLong.of(rolling.length().before(atMillis, program.timezone()) + 1);
        }
        if (window instanceof Window.Calendar calendar) {
            return OptionalLong.of(CalendarUnits.start(calendar.unit(), atMillis, program.timezone()));
        }
        return window instanceof Window.Session ? OptionalLong.empty() : OptionalLong.of(0);
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
