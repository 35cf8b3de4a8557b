package dev.milepost.cohorts.operator;

import dev.milepost.cohorts.model.Cell;
import dev.milepost.cohorts.model.CellId;
import dev.milepost.cohorts.model.Source;
import dev.milepost.cohorts.model.Sums;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.row.CohortCellRow;
import dev.milepost.schemas.row.CohortSizeRow;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Cells as rows of cohort_cells and cohort_sizes. One for each operator instance; not thread-safe. */
final class CellRows {

    private final RowEncoder sizes = RowEncoder.of(CohortSizeRow.getClassSchema());
    private final RowEncoder cells = RowEncoder.of(CohortCellRow.getClassSchema());

    /** The whole row of a cell; a tombstone where there is nothing in it. */
    Row of(Cell cell, long revision) {
        return cell.id().isSize()
                ? sizes.encode(size(cell), revision, cell.isNothing())
                : cells.encode(record(cell), revision, cell.isNothing());
    }

    private static CohortSizeRow size(Cell cell) {
        CellId id = cell.id();
        Source source = id.source();
        return new CohortSizeRow(
                id.anchor().label(),
                id.grain().label(),
                LocalDate.ofEpochDay(id.startDay()),
                source.source(),
                source.programId(),
                source.milestoneId(),
                cell.sums().users());
    }

    private static CohortCellRow record(Cell cell) {
        CellId id = cell.id();
        Source source = id.source();
        Sums sums = cell.sums().sums();
        return new CohortCellRow(
                id.anchor().label(),
                id.grain().label(),
                LocalDate.ofEpochDay(id.startDay()),
                id.period(),
                source.source(),
                source.programId(),
                source.milestoneId(),
                id.currency(),
                cell.sums().activeUsers(),
                sums.orders(),
                new BigDecimal(sums.revenueMinor()),
                new BigDecimal(sums.refundsMinor()));
    }
}
