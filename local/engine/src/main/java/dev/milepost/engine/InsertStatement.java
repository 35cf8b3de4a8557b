package dev.milepost.engine;

import java.util.Locale;

/**
 * An INSERT whose rows come as data behind the statement or beside it.
 *
 * <p>Handed to the library as it is, such data would be cut short at the first line's end, and whatever this process has on
 * its standard input would be read and inserted too; {@code FROM INFILE} reads standard input as well. So the data is put
 * into a file and the statement becomes an INSERT … SELECT from that file, read with the structure of the table that it goes
 * to: defaults apply as usual.
 *
 * @param target the statement up to where its SETTINGS or FORMAT stand
 * @param settings its SETTINGS clause, or ""
 * @param format the data's format, or "" where the statement names none
 * @param dataStart where the data begins in the text
 */
record InsertStatement(String target, String settings, String format, int dataStart) {

    /** Reads a text's beginning; gives null where it is no INSERT that takes data (INSERT … SELECT is none). */
    static InsertStatement parse(String sql) {
        SqlScanner scanner = new SqlScanner(sql);
        if (!is(scanner.nextToken(), "INSERT") || !is(scanner.nextToken(), "INTO")) {
            return null;
        }
        String token = scanner.nextToken();
        if (is(token, "TABLE")) {
            token = scanner.nextToken();
        }
        if (is(token, "FUNCTION")) {
            token = scanner.nextToken();
        }
        skipName(scanner, token);
        int targetEnd = scanner.end();
        token = scanner.nextToken();
        while (token.equals(".") || token.equals("(")) {
            if (token.equals("(")) {
                scanner.skipBrackets();
            } else {
                skipName(scanner, scanner.nextToken());
            }
            targetEnd = scanner.end();
            token = scanner.nextToken();
        }
        int settingsStart = scanner.start();
        int settingsEnd = settingsStart;
        if (is(token, "SETTINGS")) {
            while (!token.isEmpty() && !is(token, "FORMAT") && !is(token, "VALUES") && !startsQuery(token)) {
                settingsEnd = scanner.end();
                token = scanner.nextToken();
            }
        }
        String target = sql.substring(0, targetEnd);
        String settings = sql.substring(settingsStart, settingsEnd);
        if (token.isEmpty() || token.equals(";")) {
            return new InsertStatement(target, settings, "", sql.length());
        }
        if (is(token, "VALUES")) {
            return new InsertStatement(target, settings, "Values", scanner.end());
        }
        if (is(token, "FORMAT")) {
            String format = scanner.nextToken();
            return new InsertStatement(target, settings, format, afterLineEnd(sql, scanner.end()));
        }
        return null;
    }

    /** The statement that inserts a file's data. */
    String fromFile(String file, String defaultFormat) {
        String name = format.isEmpty() ? defaultFormat : format;
        String given = settings.isEmpty() ? "SETTINGS " : settings + ", ";
        return target + " SELECT * FROM file(" + EngineConnection.literal(file) + ", " + EngineConnection.literal(name)
                + ", 'auto', 'none') " + given
                + "use_structure_from_insertion_table_in_table_functions = 1, max_insert_threads = 1";
    }

    /** A name is one token, or a place for one: <code>{name:Identifier}</code>. */
    private static void skipName(SqlScanner scanner, String first) {
        String token = first;
        while (first.equals("{") && !token.equals("}") && !token.isEmpty()) {
            token = scanner.nextToken();
        }
    }

    private static boolean startsQuery(String token) {
        return is(token, "SELECT") || is(token, "WITH") || is(token, "FROM");
    }

    /** Behind a format's name come blanks and at most one line's end (and a semicolon), which are no data yet. */
    private static int afterLineEnd(String sql, int from) {
        int at = from;
        while (at < sql.length() && (sql.charAt(at) == ' ' || sql.charAt(at) == '\t' || sql.charAt(at) == ';')) {
            at++;
        }
        if (sql.startsWith("\r\n", at)) {
            return at + 2;
        }
        return sql.startsWith("\n", at) ? at + 1 : at;
    }

    private static boolean is(String token, String keyword) {
        return token.toUpperCase(Locale.ROOT).equals(keyword);
    }
}
