package dev.milepost.cli;

import dev.milepost.fraud.evaluate.Baselines;
import dev.milepost.fraud.evaluate.Evaluation;
import dev.milepost.fraud.evaluate.LabelledTable;
import dev.milepost.fraud.model.detect.Layer;
import dev.milepost.fraud.model.measure.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The figures of evaluated tables: as text, table by table; as means over those of one family; and as CSV. */
final class FraudFigures {

    private static final String COMBINED = "combined";
    private static final String LESS = "less ";
    private static final String NONE = "";

    private final List<Evaluated> tables = new ArrayList<>();

    /** One table's outcome and what is known of it from elsewhere. */
    private record Evaluated(Evaluation.Outcome outcome, Map<String, Baselines.Figure> baselines) {

        private String family() {
            return outcome.table().family();
        }
    }

    /** Takes a table in; gives the lines about it. */
    List<String> add(Evaluation.Outcome outcome, Map<String, Baselines.Figure> baselines) {
        Evaluated evaluated = new Evaluated(outcome, baselines);
        tables.add(evaluated);
        LabelledTable table = outcome.table();
        return section(
                table.name() + ": " + Text.count(table.size(), "row") + " of " + Text.count(table.width(), "value")
                        + ", "
                        + Text.count(table.positives(), "positive") + "; counted: "
                        + Text.count(outcome.rows(), "row") + ", "
                        + Text.count(outcome.positives(), "positive"),
                List.of(evaluated));
    }

    /** A section for each family of two tables or more. */
    List<String> means() {
        Map<String, List<Evaluated>> families = tables.stream()
                .collect(Collectors.groupingBy(Evaluated::family, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        families.forEach((family, members) -> {
            if (members.size() > 1) {
                lines.addAll(section("Mean over " + members.size() + " tables of " + family, members));
            }
        });
        return lines;
    }

    private static List<String> section(String title, List<Evaluated> members) {
        Table table = new Table(NONE, "AUC", "AP", "TPR@1%", "TPR@5%", "P@k", "P@100", "µs/row");
        each(
                members,
                (name, figures) -> table.row(
                        name,
                        share(figures.auc()),
                        share(figures.averagePrecision()),
                        share(figures.tprAt1()),
                        share(figures.tprAt5()),
                        share(figures.precisionAtPositives()),
                        share(figures.precisionAt100()),
                        cost(name, members)));
        baselines(members)
                .forEach((name, figure) -> table.row(
                        name, share(figure.auc()), share(figure.averagePrecision()), NONE, NONE, NONE, NONE, NONE));
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.addAll(table.lines());
        lines.add(NONE);
        return lines;
    }

    /** The means of all rows of a section, in its order. */
    private static void each(List<Evaluated> members, BiConsumer<String, Figures> row) {
        for (Layer layer : Layer.values()) {
            row.accept(layer.label(), mean(members, outcome -> outcome.layers().get(layer)));
        }
        row.accept(COMBINED, mean(members, Evaluation.Outcome::combined));
        for (Layer layer : Layer.combined()) {
            row.accept(
                    LESS + layer.label(),
                    mean(members, outcome -> outcome.without().get(layer)));
        }
    }

    private static Figures mean(List<Evaluated> members, Function<Evaluation.Outcome, Figures> figures) {
        return Figures.mean(
                members.stream().map(member -> figures.apply(member.outcome())).toList());
    }

    /** Those that are known of each member. */
    private static Map<String, Baselines.Figure> baselines(List<Evaluated> members) {
        Map<String, Baselines.Figure> means = new LinkedHashMap<>();
        for (String name : members.get(0).baselines().keySet()) {
            List<Baselines.Figure> all = members.stream()
                    .map(member -> member.baselines().get(name))
                    .filter(figure -> figure != null)
                    .toList();
            if (all.size() == members.size()) {
                means.put(
                        name,
                        new Baselines.Figure(
                                average(all, Baselines.Figure::auc), average(all, Baselines.Figure::averagePrecision)));
            }
        }
        return means;
    }

    private static <T> double average(List<T> all, ToDoubleFunction<T> figure) {
        return all.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    /** What a row costs: of a layer its own time, of the combination that of all it needs. */
    private static Table.Figure cost(String name, List<Evaluated> members) {
        double micros = average(members, member -> micros(name, member.outcome().micros()));
        return new Table.Figure(Double.isNaN(micros) ? NONE : String.format(Locale.ROOT, "%.1f", micros));
    }

    private static double micros(String name, Map<Layer, Double> micros) {
        double combined = 0;
        for (Layer layer : Layer.values()) {
            double of = micros.get(layer);
            if (layer.label().equals(name)) {
                return of;
            }
            // The scale of z is computed for the others, whether it is combined or not.
            combined += layer.weight() > 0 || layer == Layer.EWMA_Z ? of : 0;
        }
        return name.equals(COMBINED) ? combined : Double.NaN;
    }

    private static Table.Figure share(double figure) {
        return new Table.Figure(String.format(Locale.ROOT, "%.4f", figure));
    }

    /** All figures: a line for each table, and each detector, ablation or baseline on it. */
    String csv() {
        StringBuilder csv = new StringBuilder("file,family,kind,name,auc,ap,tpr_at_1,tpr_at_5,p_at_k,p_at_100\n");
        for (Evaluated table : tables) {
            String start = quoted(table.outcome().table().name()) + "," + quoted(table.family()) + ",";
            each(
                    List.of(table),
                    (name, figures) -> csv.append(start)
                            .append(kind(name))
                            .append(',')
                            .append(name.startsWith(LESS) ? name.substring(LESS.length()) : name)
                            .append(String.format(
                                    Locale.ROOT,
                                    ",%.6f,%.6f,%.6f,%.6f,%.6f,%.6f\n",
                                    figures.auc(),
                                    figures.averagePrecision(),
                                    figures.tprAt1(),
                                    figures.tprAt5(),
                                    figures.precisionAtPositives(),
                                    figures.precisionAt100())));
            table.baselines()
                    .forEach((name, figure) -> csv.append(start)
                            .append("baseline,")
                            .append(quoted(name))
                            .append(String.format(
                                    Locale.ROOT, ",%.6f,%.6f,,,,\n", figure.auc(), figure.averagePrecision())));
        }
        return csv.toString();
    }

    private static String kind(String name) {
        return name.startsWith(LESS) ? "without" : name.equals(COMBINED) ? COMBINED : "detector";
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
