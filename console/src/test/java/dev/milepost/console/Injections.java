package dev.milepost.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Strings that people type who mean harm: markup, scripts, SQL, templates, paths, headers and formulas, each written in several ways.
 * Shapes after OWASP's cheat sheets for cross-site scripting filter evasion and SQL injection.
 */
final class Injections {

    /** Each with a number, so that one can be found again. */
    private static final List<String> SHAPES = List.of(
            "<x-%d>",
            "\"><x-%d>",
            "'><x-%d>",
            "--><x-%d>",
            "</textarea><x-%d>",
            "</title><script>x%d()</script>",
            "<script>x%d()</script>",
            "<img src=x onerror=x%d()>",
            "<svg/onload=x%d()>",
            "<iframe src=javascript:x%d()>",
            "<a href=\"javascript:x%d()\">here</a>",
            "<math><mtext><style><img src onerror=x%d()>",
            "\" onfocus=\"x%d()\" autofocus=\"",
            "' onmouseover='x%d()",
            "` onclick=x%d() `",
            "javascript:x%d()",
            "data:text/html,<script>x%d()</script>",
            "//evil%d.example/",
            "https://evil%d.example/",
            "\\/\\/evil%d.example",
            "${x%d}",
            "${{x%d}}",
            "{{constructor.constructor('x%d()')()}}",
            "<%%= x%d %%>",
            "#{x%d}",
            "@if(true) x%d @endif",
            "' OR '1'='1' -- %d",
            "\\' OR 1=1 -- %d",
            "1) OR (1=%d",
            "'; DROP TABLE milepost_store.bindings; -- %d",
            "') UNION ALL SELECT name, %d FROM system.tables --",
            "{x%d:String}",
            "1 SETTINGS readonly = %d",
            "/* %d */ url('http://evil.example/')",
            "../../../../etc/passwd%%00%d",
            "..\\..\\accounts.json?%d",
            "x\r\nSet-Cookie: x%d=1",
            "x\n{\"actor\":\"x%d\"}",
            "=cmd|' /C calc'!A%d",
            "@SUM(1+%d)",
            "+%d+cmd",
            "-%d+1",
            "\t=%d",
            "\u202e%d\u2066",
            "\ud83d\ude00\u0000%d",
            "%d",
            "\u2028x%d\u2029",
            "&lt;x-%d&gt;&#60;x&#62;",
            "[](javascript:x%d)",
            "<!--[if gte IE 4]><script>x%d()</script><![endif]-->");

    private static final List<UnaryOperator<String>> WRITINGS = List.of(
            UnaryOperator.identity(),
            text -> text.toUpperCase(Locale.ROOT),
            text -> " " + text + " ",
            text -> "a" + text + "z",
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
            text -> text.replace("<", "\uff1c").replace("'", "\u2019"),
            text -> text.replace(" ", "\u00a0"),
            text -> text + text,
            text -> text.replace("<", "<\u0000"),
            text -> "x".repeat(600) + text);

    private Injections() {}

    /** So many, each other than the rest; from 500 on every shape in every writing. */
    static List<String> of(int count) {
        List<String> all = new ArrayList<>(count);
        for (int number = 0; all.size() < count; number++) {
            String shape = SHAPES.get(number % SHAPES.size());
            UnaryOperator<String> writing = WRITINGS.get(number / SHAPES.size() % WRITINGS.size());
            all.add(writing.apply(String.format(shape, number)));
        }
        return all;
    }
}
