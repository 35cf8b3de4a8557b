package dev.milepost.cohorts.model;

/**
 * A cell as it stands.
 *
 * @param told how many rows of it have been told
 */
public record Cell(CellId id, CellSums sums, long told) {

    /** With a change taken in; of null the first of its cell. */
    public static Cell with(Cell cell, CellChange change) {
        return cell == null
                ? new Cell(change.id(), change.by(), 0)
                : new Cell(cell.id, cell.sums.plus(change.by()), cell.told);
    }

    /** Once another row of it is told. */
    public Cell toldOnceMore() {
        return new Cell(id, sums, told + 1);
    }

    public boolean isNothing() {
        return sums.equals(CellSums.NONE);
    }
}
