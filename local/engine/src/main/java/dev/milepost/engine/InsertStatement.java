package dev.milepost.engine;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An INSERT whose rows come as data behind the statement or in the request's body.
 *
 * <p>The library cuts such data short at the first line's end without a word, so it is put into a file and the statement is
 * turned into {@code INSERT INTO … FROM INFILE '…' SETTINGS … FORMAT …}.
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
            scanner.nextToken();
        }
        int targetEnd = scanner.end();
        while (true) {
            token = scanner.nextToken();
            if (token.equals(".") || token.equals("{")) {
                // database.table, or {name:Identifier}
                String skipped = scanner.nextToken();
                while (token.equals("{") && !skipped.isEmpty() && !skipped.equals("}")) {
                    skipped = scanner.nextToken();
                }
            } else if (token.equals("(")) {
                scanner.skipBrackets();
            } else if (!token.equals(":") && !token.equals("}")) {
                break;
            }
            targetEnd = scanner.end();
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
        return target + " FROM INFILE " + EngineConnection.literal(file) + " " + settings + " FORMAT "
                + (format.isEmpty() ? defaultFormat : format);
    }

    /** This statement, read from text of one character per byte, in the UTF-8 that those bytes were. */
    InsertStatement asUtf8() {
        return new InsertStatement(utf8(target), utf8(settings), format, dataStart);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
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
