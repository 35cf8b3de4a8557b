package dev.milepost.cohorts.model;

import java.util.ArrayList;
import java.util.List;

/** By how much a cell changes. */
public record CellChange(CellId id, CellSums by) {

    /** What takes a fact back and puts another: nothing, one cell's difference, or two. Either fact may be null. */
    public static List<CellChange> between(CohortKey key, CohortFact before, CohortFact after) {
        List<CellChange> changes = new ArrayList<>(2);
        CellChange taken = of(key, before);
        CellChange put = of(key, after);
        if (taken != null && put != null && taken.id().equals(put.id())) {
            add(new CellChange(put.id(), put.by().plus(taken.by().negated())), changes);
        } else {
            if (taken != null) {
                add(new CellChange(taken.id(), taken.by().negated()), changes);
            }
            add(put, changes);
        }
        return changes;
    }

    private static void add(CellChange change, List<CellChange> changes) {
        if (change != null && !change.by().equals(CellSums.NONE)) {
            changes.add(change);
        }
    }

    private static CellChange of(CohortKey key, CohortFact fact) {
        if (fact instanceof CohortFact.Member member) {
            return new CellChange(CellId.size((CohortKey.Member) key, member), CellSums.USER);
        } else if (fact instanceof CohortFact.Cell cell) {
            return new CellChange(CellId.of((CohortKey.Cell) key, cell), CellSums.of(cell.sums()));
        }
        return null;
    }
}
