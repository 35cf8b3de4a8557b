package dev.milepost.testkit;

import dev.milepost.testkit.population.TimedRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Tells a person where two answers to one log part, and by which events. */
public final class DifferenceReport {

    private static final int EVENTS_SHOWN = 80;
    private static final int ROWS_SHOWN = 40;
    private static final List<String> CONCERNS =
            List.of("user_id", "referee_id", "beneficiary_id", "anonymous_id", "order_id", "code", "referral_code");
    private static final List<String> PERSONS = List.of("user_id", "anonymous_id");

    private DifferenceReport() {}

    /**
     * Counts by table, the first difference column by column, the records that concern it, and the first differences of all.
     *
     * @param log the records that both answers were made of
     * @param where what was run, in words: seed and variant
     * @param again the command that runs it again
     */
    public static String text(Differences differences, List<TimedRecord> log, String where, String again) {
        StringBuilder text = new StringBuilder();
        text.append(differences.all().size())
                .append(" rows differ: ")
                .append(where)
                .append("\nTo run it again: ")
                .append(again)
                .append("\n\n");
        text.append("  table         expected    actual   missing   surplus   changed  repeated\n");
        differences
                .counts()
                .forEach((table, counts) -> text.append("  %-12s %9d %9d %9d %9d %9d %9d%n"
                        .formatted(
                                table,
                                counts.expected(),
                                counts.actual(),
                                counts.missing(),
                                counts.surplus(),
                                counts.changed(),
                                counts.repeated())));
        differences.all().stream().findFirst().ifPresent(first -> {
            text.append("\nFirst: ")
                    .append(first.table())
                    .append(" where ")
                    .append(first.key())
                    .append('\n');
            fields(text, first);
            List<TimedRecord> concerned = concerning(first, log);
            text.append("\nThe ").append(concerned.size()).append(" records that concern it, by event time:\n");
            concerned.stream()
                    .limit(EVENTS_SHOWN)
                    .forEach(record -> text.append("  ").append(line(record)).append('\n'));
            if (concerned.size() > EVENTS_SHOWN) {
                text.append("  … and ").append(concerned.size() - EVENTS_SHOWN).append(" more\n");
            }
        });
        others(text, differences.all());
        return text.toString();
    }

    private static void others(StringBuilder text, List<Differences.Difference> all) {
        if (all.size() > 1) {
            text.append("\nAll of them, each as it is expected and as it is:\n");
            all.stream()
                    .limit(ROWS_SHOWN)
                    .forEach(each -> text.append(
                            "  %s%n    - %s%n    + %s%n".formatted(each.table(), each.expected(), each.actual())));
        }
    }

    private static void fields(StringBuilder text, Differences.Difference first) {
        SpecificRecord any = first.expected() == null ? first.actual() : first.expected();
        text.append("    %-24s %-40s %s%n".formatted("field", "expected", "actual"));
        for (Schema.Field field : any.getSchema().getFields()) {
            Object expected =
                    first.expected() == null ? "(no row)" : first.expected().get(field.pos());
            Object actual = first.actual() == null ? "(no row)" : first.actual().get(field.pos());
            text.append("  %s %-24s %-40s %s%n"
                    .formatted(Differences.sameValue(expected, actual) ? " " : "≠", field.name(), expected, actual));
        }
    }

    /**
     * The records that share a person, an order or a code with the row; then all those of the browsers and users which
     * these name together.
     */
    private static List<TimedRecord> concerning(Differences.Difference first, List<TimedRecord> log) {
        Set<String> ids = new HashSet<>();
        for (SpecificRecord row : new SpecificRecord[] {first.expected(), first.actual()}) {
            if (row != null) {
                CONCERNS.stream()
                        .filter(field -> row.getSchema().getField(field) != null)
                        .forEach(field -> ids.add(Objects.toString(TableKeys.value(row, field), "")));
            }
        }
        ids.remove("");
        List<TimedRecord> direct =
                log.stream().filter(record -> mentions(record, CONCERNS, ids)).toList();
        Set<String> people = new HashSet<>();
        direct.stream()
                .filter(record -> mentions(record, PERSONS, ids))
                .forEach(record -> PERSONS.forEach(field -> people.add(Objects.toString(record.text(field), ""))));
        people.remove("");
        ids.addAll(people);
        return log.stream()
                .filter(record -> mentions(record, CONCERNS, ids))
                .sorted(TimedRecord.IN_TIME)
                .toList();
    }

    private static boolean mentions(TimedRecord record, List<String> fields, Set<String> ids) {
        return fields.stream().map(record::text).filter(Objects::nonNull).anyMatch(ids::contains);
    }

    private static String line(TimedRecord record) {
        String values = record.record().getSchema().getFields().stream()
                .map(Schema.Field::name)
                .filter(field -> !field.equals("event_time"))
                .filter(field -> record.text(field) != null)
                .filter(field -> !List.of("", "false", "{}").contains(record.text(field)))
                .map(field -> field + "=" + record.text(field))
                .collect(Collectors.joining(" "));
        return "%s (received %s, at %s) %s %s"
                .formatted(record.eventTime(), record.receivedAt(), record.origin(), record.stream(), values);
    }
}
