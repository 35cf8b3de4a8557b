package dev.milepost.dashboards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a panel over time.
 *
 * @param field name of the column of its values
 * @param labels by the names of the text columns, in their order, which of this line all have one value
 * @param times epoch milliseconds, ascending
 * @param values of each time; null where there is none
 */
public record TimeSeries(String field, Map<String, String> labels, List<Long> times, List<Double> values) {

    /**
     * The lines of an answer: a line for each number column and each combination of the text columns.
     *
     * @throws InvalidDashboardException where Grafana could not draw it: no time or several, no number, times that are null or go
     *     back, or two values of one line at one time
     */
    public static List<TimeSeries> of(Frame frame) {
        int time = only(frame, frame.positions(ColumnKind.TIME));
        List<Integer> numbers = frame.positions(ColumnKind.NUMBER);
        if (numbers.isEmpty()) {
            throw new InvalidDashboardException("A time series needs a column of numbers.");
        }
        List<Integer> texts = frame.positions(ColumnKind.TEXT);
        Map<List<Object>, TimeSeries> lines = new LinkedHashMap<>();
        long last = Long.MIN_VALUE;
        for (List<Object> row : frame.rows()) {
            long at = moment(row.get(time), last);
            last = at;
            for (int number : numbers) {
                TimeSeries line =
                        lines.computeIfAbsent(key(row, texts, number), key -> empty(frame, row, texts, number));
                line.add(at, (Number) row.get(number));
            }
        }
        return List.copyOf(lines.values());
    }

    private static int only(Frame frame, List<Integer> times) {
        if (times.size() != 1) {
            throw new InvalidDashboardException("A time series needs one column of times, and this answer has "
                    + times.size() + ": " + frame.columns());
        }
        return times.get(0);
    }

    private static long moment(Object time, long last) {
        if (time == null) {
            throw new InvalidDashboardException("A time series has a row without a time.");
        }
        long at = (Long) time;
        if (at < last) {
            throw new InvalidDashboardException("The times of a time series go back: sort the query by its time.");
        }
        return at;
    }

    private static List<Object> key(List<Object> row, List<Integer> texts, int number) {
        List<Object> key = new ArrayList<>();
        texts.forEach(text -> key.add(row.get(text)));
        key.add(number);
        return key;
    }

    private static TimeSeries empty(Frame frame, List<Object> row, List<Integer> texts, int number) {
        Map<String, String> labels = new LinkedHashMap<>();
        texts.forEach(text ->
                labels.put(frame.columns().get(text).name(), row.get(text) == null ? "" : (String) row.get(text)));
        return new TimeSeries(frame.columns().get(number).name(), labels, new ArrayList<>(), new ArrayList<>());
    }

    private void add(long at, Number value) {
        if (!times.isEmpty() && times.get(times.size() - 1) == at) {
            throw new InvalidDashboardException(
                    "Two values of the series " + field + new TreeMap<>(labels) + " have one time.");
        }
        times.add(at);
        values.add(value == null ? null : value.doubleValue());
    }
}
