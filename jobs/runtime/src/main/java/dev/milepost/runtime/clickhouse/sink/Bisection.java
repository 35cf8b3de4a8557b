package dev.milepost.runtime.clickhouse.sink;

import java.util.ArrayList;
import java.util.List;

/**
 * Inserts a block and, where the server refuses it, its halves, down to the single rows that it refuses. All others go
 * in. With b refused rows of n this takes about 2 · b · log2(n / b) inserts.
 */
final class Bisection {

    /**
     * A row that the server does not take.
     *
     * @param row its place in the block
     * @param failure what the server said of it alone
     */
    record Refused(int row, InsertFailure failure) {}

    private final RetryingInserter inserter;

    Bisection(RetryingInserter inserter) {
        this.inserter = inserter;
    }

    /** Returns the refused rows, in order, when all others are in. */
    List<Refused> insert(String table, BlockContent content, String token)
            throws WarehouseStopped, InterruptedException {
        List<Refused> refused = new ArrayList<>();
        try {
            inserter.insert(table, content.header(), content.rows(0, content.rows()), token);
        } catch (InsertFailure refusal) {
            requireHeader(table, content, token);
            divide(table, content, 0, content.rows(), token, refused);
        }
        return refused;
    }

    /**
     * A header that does not fit the table is refused by the same code as a bad value. Without rows only the header can
     * be at fault: then every row would end as a dead letter, for a missing migration.
     */
    private void requireHeader(String table, BlockContent content, String token)
            throws WarehouseStopped, InterruptedException {
        try {
            inserter.insert(table, content.header(), content.rows(0, 0), token + "/header");
        } catch (InsertFailure failure) {
            throw new WarehouseStopped(
                    "The columns of " + table + " are not those of this release (code " + failure.code()
                            + "). What to do: apply its migrations to the warehouse, then start the job again from its "
                            + "last checkpoint: nothing is lost. The server said: " + failure.getMessage(),
                    failure);
        }
    }

    private void divide(String table, BlockContent content, int from, int to, String token, List<Refused> refused)
            throws WarehouseStopped, InterruptedException {
        if (to - from == 1) {
            confirm(table, content, from, token, refused);
            return;
        }
        int middle = (from + to) >>> 1;
        insertPart(table, content, from, middle, token + "/L", refused);
        insertPart(table, content, middle, to, token + "/R", refused);
    }

    /** A body that was cut short on its way fails like a bad row: only a row that is refused twice is given up. */
    private void confirm(String table, BlockContent content, int row, String token, List<Refused> refused)
            throws WarehouseStopped, InterruptedException {
        try {
            inserter.insert(table, content.header(), content.rows(row, row + 1), token + "/again");
        } catch (InsertFailure failure) {
            refused.add(new Refused(row, failure));
        }
    }

    private void insertPart(String table, BlockContent content, int from, int to, String token, List<Refused> refused)
            throws WarehouseStopped, InterruptedException {
        try {
            inserter.insert(table, content.header(), content.rows(from, to), token);
        } catch (InsertFailure refusal) {
            divide(table, content, from, to, token, refused);
        }
    }
}
