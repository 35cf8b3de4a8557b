package dev.milepost.engine;

/**
 * Walks over the tokens of a ClickHouse statement, as far as is needed to see where its parts begin: words, quoted text,
 * brackets and single signs; comments and white space are skipped. Positions are character offsets.
 */
final class SqlScanner {
    private final String sql;
    private int start;
    private int end;

    SqlScanner(String sql) {
        this.sql = sql;
    }

    /** The next token, or "" at the end. A quoted text comes with its quotes. */
    String nextToken() {
        start = skipBlank(end);
        end = start;
        if (start >= sql.length()) {
            return "";
        }
        char first = sql.charAt(start);
        if (first == '\'' || first == '"' || first == '`') {
            end = afterQuoted(start);
        } else if (isWord(first)) {
            while (end < sql.length() && isWord(sql.charAt(end))) {
                end++;
            }
        } else {
            end = start + 1;
        }
        return sql.substring(start, end);
    }

    /** Having just read an opening bracket, goes behind the one that closes it, or to the end of the text. */
    void skipBrackets() {
        int depth = 1;
        while (depth > 0) {
            String token = nextToken();
            if (token.isEmpty()) {
                return;
            } else if (token.equals("(")) {
                depth++;
            } else if (token.equals(")")) {
                depth--;
            }
        }
    }

    /** Where the token that was read last begins. */
    int start() {
        return start;
    }

    /** Where the token that was read last ends. */
    int end() {
        return end;
    }

    /** Reads on to the end: whether anything stands behind a semicolon. */
    boolean hasSecondStatement() {
        boolean semicolon = false;
        while (true) {
            String token = nextToken();
            if (token.isEmpty()) {
                return false;
            }
            if (semicolon && !token.equals(";")) {
                return true;
            }
            semicolon |= token.equals(";");
        }
    }

    private int skipBlank(int from) {
        int at = from;
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at) || sql.startsWith("#!", at) || sql.startsWith("# ", at)) {
                at = after("\n", at);
            } else if (sql.startsWith("/*", at)) {
                at = after("*/", at + 2);
            } else {
                break;
            }
        }
        return at;
    }

    private int after(String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    private int afterQuoted(int from) {
        char quote = sql.charAt(from);
        int at = from + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                at += 2; // a doubled quote stands for itself
            } else {
                return at + 1;
            }
        }
        return sql.length();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
