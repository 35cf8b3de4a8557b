package dev.milepost.milestones.model.ledger;

import java.util.List;

/** What came of a {@link Stimulus}. */
sealed interface Move {

    /** Lines for the ledger; none where nothing had to change. */
    List<LedgerEntry> entries();

    /** The chain moved, or was there already. */
    record Made(List<LedgerEntry> entries) implements Move {
        static final Made NOTHING = new Made(List.of());

        public Made {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The chain is in no state for it, and did not move.
     *
     * @param reason a word
     */
    record Refused(String reason) implements Move {
        @Override
        public List<LedgerEntry> entries() {
            return List.of();
        }
    }
}
