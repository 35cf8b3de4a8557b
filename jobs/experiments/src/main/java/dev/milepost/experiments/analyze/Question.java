package dev.milepost.experiments.analyze;

import dev.milepost.experiments.statistics.Procedure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a table.
 *
 * @param file CSV, packed with gzip or not: a line of names, and a row for each unit
 * @param arm the column of arms
 * @param control the arm that the others are compared with
 * @param means columns whose means are compared
 * @param proportions columns of 0 and 1 that are compared as proportions
 * @param secondary those of both that the experiment is not decided by
 * @param covariate a column of what was known of a unit before
 * @param segment a column by which all is said once more
 * @param weights of arms, by which units were to be split; empty where evenly
 * @param procedure how intervals and p come about
 */
public record Question(
        Path file,
        String arm,
        String control,
        List<String> means,
        List<String> proportions,
        Set<String> secondary,
        Optional<String> covariate,
        Optional<String> segment,
        Map<String, Double> weights,
        Procedure procedure) {

    /** All columns that are compared, those of means first. */
    List<String> metrics() {
        List<String> metrics = new ArrayList<>(means);
        metrics.addAll(proportions);
        return metrics;
    }

    /** All columns that the table must have. */
    String[] columns() {
        List<String> columns = new ArrayList<>(List.of(arm));
        columns.addAll(metrics());
        covariate.ifPresent(columns::add);
        segment.ifPresent(columns::add);
        return columns.stream().distinct().toArray(String[]::new);
    }
}
