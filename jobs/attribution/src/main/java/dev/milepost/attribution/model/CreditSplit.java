package dev.milepost.attribution.model;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Conversion;
import dev.milepost.attribution.model.AttributionFact.Credit;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.program.ProgramCatalog;
import dev.milepost.attribution.program.ProgramVersion;
import java.util.ArrayList;
import java.util.List;

/** Splits a conversion among the touches before it, under every model at once. */
final class CreditSplit {

    private static final String DIRECT = "direct";
    private static final long ONE = 1_000_000_000L;

    private final ProgramCatalog programs;

    CreditSplit(ProgramCatalog programs) {
        this.programs = programs;
    }

    /**
     * The credits of a conversion, never empty.
     *
     * @param binding the user's bound referral, or null
     * @param touches the user's touches in the order of (event time, event_id)
     */
    List<Credit> credits(Conversion conversion, Binding binding, List<OwnedClick> touches) {
        boolean referred = binding != null && binding.boundMillis() <= conversion.timeMillis();
        ProgramVersion program =
                programs.at(referred ? binding.program() : ProgramCatalog.DEFAULT, conversion.timeMillis());
        List<OwnedClick> path = path(conversion, program, touches);
        if (path.isEmpty()) {
            return List.of(new Credit(null, "", program.program(), same(ONE), same(conversion.netMinor())));
        }
        List<CreditModel.Touch> facts = new ArrayList<>(path.size());
        for (OwnedClick touch : path) {
            facts.add(new CreditModel.Touch(
                    touch.click().timeMillis(), touch.click().channel().equals(DIRECT)));
        }
        CreditModel[] models = CreditModel.values();
        long[][] weights = new long[models.length][];
        long[][] amounts = new long[models.length][];
        for (int m = 0; m < models.length; m++) {
            Shares shares = models[m].shares(facts, conversion.timeMillis(), program.halfLifeMillis());
            weights[m] = shares.divide(ONE);
            amounts[m] = shares.divide(conversion.netMinor());
        }
        List<Credit> credits = new ArrayList<>(path.size());
        for (int i = 0; i < path.size(); i++) {
            OwnedClick touch = path.get(i);
            boolean ofBinding = referred && touch.click().referralCode().equals(binding.code());
            credits.add(new Credit(
                    touch,
                    ofBinding ? binding.advocate() : "",
                    program.program(),
                    column(weights, i),
                    column(amounts, i)));
        }
        return credits;
    }

    private static List<OwnedClick> path(Conversion conversion, ProgramVersion program, List<OwnedClick> touches) {
        List<OwnedClick> path = new ArrayList<>();
        for (OwnedClick touch : touches) {
            long age = conversion.timeMillis() - touch.click().timeMillis();
            if (age >= 0
                    && age <= program.windowMillis()
                    && !program.excludeChannels().contains(touch.click().channel())) {
                path.add(touch);
            }
        }
        return path;
    }

    private static List<Long> column(long[][] values, int index) {
        List<Long> column = new ArrayList<>(values.length);
        for (long[] row : values) {
            column.add(row[index]);
        }
        return column;
    }

    private static List<Long> same(long value) {
        List<Long> column = new ArrayList<>();
        for (int i = 0; i < CreditModel.values().length; i++) {
            column.add(value);
        }
        return column;
    }
}
