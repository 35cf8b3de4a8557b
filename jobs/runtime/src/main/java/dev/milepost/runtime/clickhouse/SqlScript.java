package dev.milepost.runtime.clickhouse;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a file of SQL into its statements, which semicolons end. Semicolons in comments, in texts and in quoted names
 * end nothing.
 */
final class SqlScript {

    /**
     * One statement.
     *
     * @param line the line of the file where it begins, from 1
     * @param sql its text, without comments around it and without the semicolon
     */
    record Statement(int line, String sql) {}

    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private int at;

    private SqlScript(String text) {
        this.text = text;
    }

    /**
     * The statements of a file, in order.
     *
     * @throws IllegalArgumentException if a text, a quoted name or a comment is not ended, or the last statement is not
     */
    static List<Statement> statements(String text) {
        SqlScript script = new SqlScript(text);
        while (script.skipBlank()) {
            script.readStatement();
        }
        return List.copyOf(script.statements);
    }

    /** Skips white space, comments and empty statements; false at the end. */
    private boolean skipBlank() {
        while (at < text.length()) {
            if (text.charAt(at) == ';' || Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (!skipComment()) {
                return true;
            }
        }
        return false;
    }

    private void readStatement() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ';') {
            char c = text.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                skipQuoted(c);
            } else if (!skipComment()) {
                at++;
            }
        }
        if (at == text.length()) {
            throw unended("the statement", from);
        }
        statements.add(new Statement(line(from), text.substring(from, at).strip()));
        at++;
    }

    /** Within quotes a backslash escapes the next character, and a doubled quote is one. */
    private void skipQuoted(char quote) {
        int from = at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                if (at < text.length() && text.charAt(at) == quote) {
                    at++;
                } else {
                    return;
                }
            }
        }
        throw unended("the text or name in " + quote + " quotes", from);
    }

    private boolean skipComment() {
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
            return true;
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                throw unended("the comment", at);
            }
            at = end + 2;
            return true;
        }
        return false;
    }

    private IllegalArgumentException unended(String what, int from) {
        return new IllegalArgumentException(what + " that begins in line " + line(from) + " is not ended");
    }

    private int line(int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
