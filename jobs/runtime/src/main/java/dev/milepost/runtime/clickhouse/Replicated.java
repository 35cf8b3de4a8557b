package dev.milepost.runtime.clickhouse;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Migrations as a cluster of replicas takes them: one shard, each replica with all rows.
 *
 * <p>Their three databases are made on every server of the cluster with the engine {@code Replicated}, which carries what is
 * done to a table or view to all replicas, also to one that joins later, and makes creating a table something that one
 * starter in the whole cluster does. So the statements within need no {@code ON CLUSTER}; tables get the replicated engine of
 * their own, at the server's {@code default_replica_path}. A block that comes again within a week,
 * to whichever replica, is known by its token.
 *
 * <p>The servers' macros {@code shard} and {@code replica} name each of them.
 */
final class Replicated {

    /** The databases that migrations make. */
    static final List<String> DATABASES = List.of(Migrator.STORE, Migrator.SECOND_STORE, "milepost");

    /** The engine of such a database. */
    static final String ENGINE = "Replicated";

    private static final int REMEMBERED_SECONDS = 7 * 24 * 3600;

    private static final Pattern DATABASE = Pattern.compile("CREATE DATABASE IF NOT EXISTS (\\w+)");

    private static final Pattern ALTER = Pattern.compile("^ALTER TABLE [\\w.]+ ?");

    private static final String KEPT =
            "'(?:\\\\.|''|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"|`(?:\\\\.|[^`\\\\])*`|--[^\n]*";

    /** Where comments begin behind other things that an ALTER does. */
    private static final Pattern COMMENTS = Pattern.compile(KEPT + "|,(\\s*COMMENT COLUMN\\b)");

    /** What is quoted or a comment, which stays, or a word that changes. */
    private static final Pattern PIECE = Pattern.compile(KEPT + "|(\\bENGINE\\s*=\\s*)(\\w*MergeTree)\\b"
            + "|\\bnon_replicated_deduplication_window\\s*=\\s*(\\d+)");

    private Replicated() {}

    /** The name of a cluster as settings may have it; it stands between quotes in statements. */
    static boolean isName(String cluster) {
        return cluster.matches("[A-Za-z0-9_.-]+");
    }

    /** A statement of a migration, for that cluster: mostly one. */
    static List<String> statements(String sql, String cluster) {
        Matcher database = DATABASE.matcher(sql);
        if (database.matches()) {
            return List.of(createDatabase(database.group(1), cluster));
        }
        String replicated = PIECE.matcher(sql).replaceAll(piece -> Matcher.quoteReplacement(replaced(piece)));
        Matcher table = ALTER.matcher(replicated);
        return table.find() ? withCommentsApart(replicated, table.group()) : List.of(replicated);
    }

    /** Such a database refuses an ALTER that has comments, which each replica keeps for itself, beside other things. */
    private static List<String> withCommentsApart(String sql, String table) {
        Matcher piece = COMMENTS.matcher(sql);
        while (piece.find()) {
            if (piece.group(1) != null) {
                return List.of(sql.substring(0, piece.start()), table + piece.group(1) + sql.substring(piece.end()));
            }
        }
        return List.of(sql);
    }

    /** Does nothing on servers that have it. */
    static String createDatabase(String name, String cluster) {
        return "CREATE DATABASE IF NOT EXISTS " + name + " ON CLUSTER '" + cluster + "' ENGINE = " + ENGINE
                + "('/clickhouse/databases/" + name + "', '{shard}', '{replica}')";
    }

    private static String replaced(MatchResult piece) {
        if (piece.group(2) != null) {
            return piece.group(1) + "Replicated" + piece.group(2);
        }
        if (piece.group(3) != null) {
            return "replicated_deduplication_window = " + piece.group(3)
                    + ", replicated_deduplication_window_seconds = " + REMEMBERED_SECONDS;
        }
        return piece.group();
    }
}
