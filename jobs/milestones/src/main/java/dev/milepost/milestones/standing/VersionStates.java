package dev.milepost.milestones.standing;

import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Views;
import java.util.List;
import java.util.Map;

/** The versions of programs that a warehouse knows, and which of them holds. */
public final class VersionStates {

    private static final String VERSIONS = """
            SELECT program_id, version, valid_from, ifNull(toString(valid_to), '-') AS valid_to,
                multiIf(count() OVER later > 0 AND min(valid_from) OVER later <= valid_from, 'replaced',
                    valid_from > now64(3), 'next',
                    version < maxIf(version, valid_from <= now64(3)) OVER (PARTITION BY program_id), 'replaced',
                    ifNull(programs.valid_to <= now64(3), false), 'withdrawn',
                    'in force') AS state,
                applied_by
            FROM milepost.programs
            WINDOW later AS (PARTITION BY program_id ORDER BY version ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
            ORDER BY program_id, version""";

    private VersionStates() {}

    /**
     * All of them by program, then by version: program_id, version, valid_from, valid_to (a dash: none), state (in force, it holds; next, it
     * is to begin; replaced, a later one holds; withdrawn, it has ended and none has followed) and applied_by.
     */
    public static List<Map<String, String>> read(Views views) throws ClickHouseFailure {
        return views.rows(VERSIONS, Map.of());
    }
}
