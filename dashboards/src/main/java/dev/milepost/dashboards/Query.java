package dev.milepost.dashboards;

/**
 * One query of a panel.
 *
 * @param refId its letter in the panel
 * @param sql with variables and macros in it
 * @param format what the answer is read as
 */
public record Query(String refId, String sql, Format format) {

    /** How the ClickHouse data source hands an answer on; the numbers are its own ({@code "format": 0}). */
    public enum Format {
        TIME_SERIES,
        TABLE;

        /** Number in a panel's target. */
        public int number() {
            return this == TIME_SERIES ? 0 : 1;
        }
    }
}
