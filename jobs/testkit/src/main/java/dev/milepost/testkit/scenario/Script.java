package dev.milepost.testkit.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a script into lines of words: without comments, loops written out. */
final class Script {

    /** One line; never without a word. */
    record Line(int number, boolean indented, List<String> words) {}

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+(?:\"[^\"]*\")?)");
    private static final Pattern LOOP = Pattern.compile("for (\\w+) in (\\d{1,5})\\.\\.(\\d{1,5})");
    private static final int MAX_TURNS = 10_000;

    private final Issues issues;
    private final List<Line> lines = new ArrayList<>();

    /** Lines of the loop that is open, and what its first line says. */
    private List<String> body;

    private int bodyFrom;
    private Matcher loop;

    private Script(Issues issues) {
        this.issues = issues;
    }

    static List<Line> lines(String text, Issues issues) {
        Script script = new Script(issues);
        int number = 0;
        for (String line : text.lines().toList()) {
            script.take(++number, line);
        }
        if (script.body != null) {
            issues.add(script.bodyFrom - 1, "the loop that begins here does not end: write end below it");
        }
        return script.lines;
    }

    private void take(int number, String line) {
        String told = line.strip();
        if (told.startsWith("for ")) {
            open(number, told);
        } else if (told.equals("end")) {
            close(number);
        } else if (body != null) {
            body.add(line);
        } else {
            add(number, line);
        }
    }

    private void open(int number, String told) {
        Matcher header = LOOP.matcher(told);
        if (body != null) {
            issues.add(number, "a loop begins inside another: write end before it");
        } else if (!header.matches()) {
            issues.add(number, "is no loop: write for n in 1..33");
        } else {
            loop = header;
            body = new ArrayList<>();
            bodyFrom = number + 1;
        }
    }

    private void close(int number) {
        if (body == null) {
            issues.add(number, "end ends no loop: write for n in 1..33 above it, or remove it");
            return;
        }
        int last = Math.min(Integer.parseInt(loop.group(3)), MAX_TURNS);
        for (int turn = Integer.parseInt(loop.group(2)); turn <= last; turn++) {
            String variable = "{" + loop.group(1) + "}";
            for (int i = 0; i < body.size(); i++) {
                add(bodyFrom + i, body.get(i).replace(variable, Integer.toString(turn)));
            }
        }
        body = null;
    }

    private void add(int number, String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            String bare = word.group(1) == null ? word.group(2) : word.group(1);
            if (word.group(1) == null && bare.startsWith("#") && !isOccurrence(bare)) {
                break;
            }
            words.add(bare.replace("\"", ""));
        }
        if (!words.isEmpty()) {
            lines.add(new Line(number, Character.isWhitespace(line.charAt(0)), List.copyOf(words)));
        }
    }

    /** {@code #2} is an occurrence, {@code # two} a comment. */
    private static boolean isOccurrence(String word) {
        return word.length() > 1 && Character.isDigit(word.charAt(1));
    }
}
