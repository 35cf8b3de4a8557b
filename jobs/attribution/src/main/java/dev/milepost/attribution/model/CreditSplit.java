package dev.milepost.attribution.model;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Conversion;
import dev.milepost.attribution.model.AttributionFact.Credit;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.fold.Rules;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Splits a conversion among the touches before it, under every model at once. */
final class CreditSplit {

    private static final String DIRECT = "direct";
    private static final long ONE = 1_000_000_000L;

    /** How many splits are kept at hand; about 2 KB each. */
    private static final int RECENT = 2048;

    private final Rules<ProgramCatalog> programs;

    /**
     * Splits made lately, by the conversion's hash. A fold asks for a fact as it was before a change and as it is after:
     * the former is mostly what was the latter the last time.
     */
    private final Split[] recent = new Split[RECENT];

    /**
     * A split and all that it depends on.
     *
     * @param binding null where the conversion is not referred
     */
    private record Split(
            Conversion conversion,
            Binding binding,
            ProgramVersion program,
            List<OwnedClick> path,
            List<Credit> credits) {

        boolean isOf(Conversion other, Binding otherBinding, ProgramVersion otherProgram, List<OwnedClick> otherPath) {
            return conversion.equals(other)
                    && program.equals(otherProgram)
                    && Objects.equals(binding, otherBinding)
                    && path.equals(otherPath);
        }
    }

    CreditSplit(Rules<ProgramCatalog> programs) {
        this.programs = programs;
    }

    /**
     * The credits of a conversion, never empty.
     *
     * @param binding the user's bound referral, or null. It is never later than the conversion: one who did anything before
     *     the signup that would have bound them is an existing customer
     * @param touches the user's touches in the order of (event time, event_id)
     */
    List<Credit> credits(Conversion conversion, Binding binding, List<OwnedClick> touches) {
        ProgramVersion program = programs.current()
                .at(binding == null ? ProgramCatalog.DEFAULT_PROGRAM : binding.program(), conversion.timeMillis());
        List<OwnedClick> path = path(conversion, program, touches);
        int slot = Math.floorMod(conversion.conversionId().hashCode(), RECENT);
        Split known = recent[slot];
        if (known == null || !known.isOf(conversion, binding, program, path)) {
            known = new Split(conversion, binding, program, path, split(conversion, binding, program, path));
            recent[slot] = known;
        }
        return known.credits();
    }

    private static List<Credit> split(
            Conversion conversion, Binding binding, ProgramVersion program, List<OwnedClick> path) {
        if (path.isEmpty()) {
            return List.of(new Credit(
                    null, "", program.program(), ByModel.of(model -> ONE), ByModel.of(model -> conversion.netMinor())));
        }
        List<CreditModel.Touch> facts = new ArrayList<>(path.size());
        for (OwnedClick touch : path) {
            facts.add(new CreditModel.Touch(
                    touch.click().timeMillis(), touch.click().channel().equals(DIRECT)));
        }
        Map<CreditModel, long[]> weights = new EnumMap<>(CreditModel.class);
        Map<CreditModel, long[]> amounts = new EnumMap<>(CreditModel.class);
        for (CreditModel model : CreditModel.values()) {
            Shares shares = model.shares(facts, program.attribution().halfLifeMillis());
            weights.put(model, shares.divide(ONE));
            amounts.put(model, shares.divide(conversion.netMinor()));
        }
        List<Credit> credits = new ArrayList<>(path.size());
        for (int i = 0; i < path.size(); i++) {
            int index = i;
            OwnedClick touch = path.get(i);
            boolean ofBinding = binding != null && touch.click().referralCode().equals(binding.code());
            credits.add(new Credit(
                    touch,
                    ofBinding ? binding.advocate() : "",
                    program.program(),
                    ByModel.of(model -> weights.get(model)[index]),
                    ByModel.of(model -> amounts.get(model)[index])));
        }
        return credits;
    }

    private static List<OwnedClick> path(Conversion conversion, ProgramVersion program, List<OwnedClick> touches) {
        List<OwnedClick> path = new ArrayList<>();
        for (OwnedClick touch : touches) {
            long age = conversion.timeMillis() - touch.click().timeMillis();
            if (age >= 0
                    && age <= program.attribution().windowMillis()
                    && !program.attribution()
                            .excludeChannels()
                            .contains(touch.click().channel())) {
                path.add(touch);
            }
        }
        return path;
    }
}
