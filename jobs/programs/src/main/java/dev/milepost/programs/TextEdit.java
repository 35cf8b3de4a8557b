package dev.milepost.programs;

import dev.milepost.programs.yaml.YamlNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * A change of a file's text that leaves the rest of it as a person wrote it.
 *
 * @param from where what is replaced begins
 * @param to where it ends, that character excluded
 * @param text what comes in its place
 */
record TextEdit(int from, int to, String text) {

    /**
     * Writes another value. Right for values as people usually write them; whoever changes a file so reads it again and looks.
     *
     * @param value a scalar of the text
     */
    static TextEdit of(String text, YamlNode value, String written) {
        int from = offset(text, value);
        char first = from < text.length() ? text.charAt(from) : ' ';
        boolean quoted = first == '"' || first == '\'';
        int length = value.text().length() + (quoted ? 2 : 0);
        return new TextEdit(from, Math.min(from + length, text.length()), written);
    }

    /** The text with all of them, which do not overlap. */
    static String apply(String text, Collection<TextEdit> edits) {
        StringBuilder result = new StringBuilder(text);
        // The last first, so that the places of those before it hold.
        edits.stream()
                .sorted(Comparator.comparingInt(TextEdit::from).reversed())
                .forEach(edit -> result.replace(edit.from(), edit.to(), edit.text()));
        return result.toString();
    }

    /** Where a node begins in its text. */
    static int offset(String text, YamlNode node) {
        int line = node.place().line();
        int start = line == 1
                ? 0
                : IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n')
                                .skip(line - 2L)
                                .findFirst()
                                .orElseThrow(() -> new NoSuchElementException("the text has no line " + line))
                        + 1;
        return start + node.place().column() - 1;
    }
}
