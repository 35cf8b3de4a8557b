package dev.milepost.milestones.model.ask;

import java.util.ArrayList;
import java.util.List;

/** What a book decided in one go. */
public final class Asked {

    private final List<AskRow> rows = new ArrayList<>();
    private final List<Exposure> exposures = new ArrayList<>();

    /** When a correction of what was told is known. */
    final long correctedMillis;

    Asked(long correctedMillis) {
        this.correctedMillis = correctedMillis;
    }

    /** In the order in which they were decided; a later row of an ask_id replaces an earlier one. */
    public List<AskRow> rows() {
        return rows;
    }

    public List<Exposure> exposures() {
        return exposures;
    }
}
