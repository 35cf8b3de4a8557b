package dev.milepost.cli;

import dev.milepost.fraud.backtest.Judged;
import dev.milepost.fraud.backtest.Opinion;
import dev.milepost.fraud.backtest.TrueReferral;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Judged referrals as CSV: the truth, the score, what each group contributes, and each signal's value. */
final class FraudBacktestRows {

    private static final String NONE = "";

    private FraudBacktestRows() {}

    static void write(Map<FraudOpinions.Horizon, List<Judged>> judged, Writer out) throws IOException {
        out.write(DryRunCsv.line(names()));
        for (Map.Entry<FraudOpinions.Horizon, List<Judged>> horizon : judged.entrySet()) {
            for (Judged each : horizon.getValue()) {
                out.write(DryRunCsv.line(cells(horizon.getKey().title, each)));
            }
        }
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "within",
                "user_id",
                "program_id",
                "label",
                "typology",
                "cause",
                "ring",
                "score",
                "logit",
                "flagged",
                "reasons",
                "found_ring"));
        for (SignalGroup group : SignalGroup.values()) {
            names.add("of_" + group.name().toLowerCase(Locale.ROOT));
        }
        Signal.all().forEach(signal -> names.add(signal.name()));
        return names;
    }

    private static List<String> cells(String within, Judged judged) {
        TrueReferral truth = judged.truth();
        List<String> cells = new ArrayList<>(List.of(
                within,
                truth.refereeId(),
                truth.programId(),
                truth.fraud() ? "fraud" : "benign",
                truth.typology(),
                truth.cause() == null ? NONE : truth.cause().name(),
                truth.ring() == null ? NONE : truth.ring()));
        Opinion opinion = judged.opinion();
        if (opinion == null) {
            while (cells.size() < names().size()) {
                cells.add(NONE);
            }
            return cells;
        }
        cells.add(String.format(Locale.ROOT, "%.6f", opinion.score()));
        cells.add(String.format(Locale.ROOT, "%.6f", opinion.logit()));
        cells.add(judged.isFlagged() ? "1" : "0");
        cells.add(opinion.reasons().stream().map(Signal::name).collect(Collectors.joining(" ")));
        cells.add(opinion.ring());
        for (SignalGroup group : SignalGroup.values()) {
            cells.add(number(opinion.contributions().get(group)));
        }
        Signal.all().forEach(signal -> cells.add(number(opinion.values().get(signal))));
        return cells;
    }

    private static String number(Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%.6f", value);
    }
}
