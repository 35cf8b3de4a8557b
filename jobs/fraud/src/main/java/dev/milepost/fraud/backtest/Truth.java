package dev.milepost.fraud.backtest;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.runtime.table.Columns;
import dev.milepost.runtime.table.TableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The truth about referrals, as a folder has it. The first thing that is wrong refuses it.
 *
 * <p>A CSV file with the columns {@code user_id} (the referee), {@code program_id} and {@code label} ({@code fraud} or {@code
 * benign}; 1 or 0), and, where they are known, {@code typology}, {@code cause} (a signal's code) and {@code group_id}. Where
 * {@code groups.csv} with {@code group_id}, {@code user_id} and {@code component} stands beside it, a ring is a component of a
 * group, and those without one are in none.
 *
 * @param hasRings whether it says who belongs together
 */
public record Truth(List<TrueReferral> referrals, boolean hasRings) {

    private static final String GROUPS = "groups.csv";
    private static final String NONE = "";

    /**
     * Reads it.
     *
     * @param folder of the truth
     * @param labels name of the file of referrals in it
     * @throws TableException if it is none
     */
    public static Truth read(Path folder, String labels) {
        Path file = folder.resolve(labels);
        Map<List<String>, String> components =
                Files.exists(folder.resolve(GROUPS)) ? components(folder.resolve(GROUPS)) : null;
        List<TrueReferral> referrals = new ArrayList<>();
        Set<List<String>> known = new HashSet<>();
        try (Columns columns = Columns.open(file, "user_id", "program_id", "label")) {
            while (columns.next()) {
                TrueReferral referral = referral(columns, components);
                if (!known.add(List.of(referral.refereeId(), referral.programId()))) {
                    throw columns.refused(
                            "user_id", referral.refereeId() + " is there twice for the program; keep one of the lines");
                }
                referrals.add(referral);
            }
            if (referrals.isEmpty()) {
                throw new TableException(file, "there are names, but no referrals");
            }
            return new Truth(List.copyOf(referrals), components != null || columns.has("group_id"));
        }
    }

    private static TrueReferral referral(Columns columns, Map<List<String>, String> components) {
        boolean fraud = fraud(columns);
        String typology = columns.text("typology");
        String group = columns.text("group_id");
        return new TrueReferral(
                columns.text("user_id"),
                columns.text("program_id"),
                fraud,
                typology.isEmpty() ? (fraud ? "fraud" : "benign") : typology,
                cause(columns),
                group.isEmpty() ? null : ring(group, columns.text("user_id"), components));
    }

    private static String ring(String group, String user, Map<List<String>, String> components) {
        return components == null ? group : components.getOrDefault(List.of(group, user), NONE);
    }

    private static boolean fraud(Columns columns) {
        return switch (columns.text("label")) {
            case "fraud", "1" -> true;
            case "benign", "0" -> false;
            default ->
                throw columns.refused(
                        "label", "'" + columns.text("label") + "' is no label; write fraud or benign, or 1 or 0");
        };
    }

    private static Signal cause(Columns columns) {
        String text = columns.text("cause");
        if (text.isEmpty()) {
            return null;
        }
        return Signal.all().stream()
                .filter(signal -> signal.name().equals(text))
                .findFirst()
                .orElseThrow(() -> columns.refused(
                        "cause", "'" + text + "' is no signal; write one of " + Signal.all() + ", or nothing"));
    }

    private static Map<List<String>, String> components(Path file) {
        Map<List<String>, String> components = new HashMap<>();
        try (Columns columns = Columns.open(file, "group_id", "user_id", "component")) {
            while (columns.next()) {
                String component = columns.text("component");
                if (!component.isEmpty()) {
                    components.put(
                            List.of(columns.text("group_id"), columns.text("user_id")),
                            columns.text("group_id") + " " + component);
                }
            }
        }
        return components;
    }
}
