package dev.milepost.programs;

import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlFile;
import dev.milepost.programs.yaml.YamlNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The version that ends a program: the one before it, word for word, but for {@code version}, {@code valid_from} and
 * {@code valid_to}. So nothing changes until the end, and what was applied before stays as it was.
 */
public final class Withdrawal {

    private record Edit(int from, int to, String text) {}

    private Withdrawal() {}

    /**
     * The file of the version that ends a program.
     *
     * @param last the program's last version
     * @param version of the new one, higher than the last's
     * @param validFrom from when the new one holds
     * @param end the program's, after that
     * @return the text, or nothing where the last one's is written in a way that only a person should edit
     */
    public static Optional<String> of(AppliedVersion last, int version, Instant validFrom, Instant end) {
        ProgramVersion before = AppliedVersion.read(last.fileName(), last.text());
        if (before == null) {
            return Optional.empty();
        }
        YamlNode root = YamlFile.parse(last.fileName(), last.text(), new Problems());
        String text = edited(last.text(), root, version, validFrom, end);
        // Whatever the way in which the file is written: this must come of it, or it is not done.
        ProgramVersion after = before.as(version, validFrom.toEpochMilli(), end.toEpochMilli());
        return after.equals(AppliedVersion.read(last.fileName(), text)) ? Optional.of(text) : Optional.empty();
    }

    private static String edited(String text, YamlNode root, int version, Instant validFrom, Instant end) {
        Edit from = edit(text, root.get("valid_from"), validFrom.toString());
        Edit to = root.get("valid_to") == null
                ? new Edit(from.to(), from.to(), separator(text, root) + "valid_to: " + end)
                : edit(text, root.get("valid_to"), end.toString());
        // The last first, so that the places of those before it hold.
        List<Edit> edits = Stream.of(edit(text, root.get("version"), Integer.toString(version)), from, to)
                .sorted(Comparator.comparingInt(Edit::from).reversed())
                .toList();
        StringBuilder result = new StringBuilder(text);
        edits.forEach(edit -> result.replace(edit.from(), edit.to(), edit.text()));
        return result.toString();
    }

    private static Edit edit(String text, YamlNode value, String written) {
        int from = offset(text, value);
        char first = from < text.length() ? text.charAt(from) : ' ';
        boolean quoted = first == '"' || first == '\'';
        int length = value.text().length() + (quoted ? 2 : 0);
        return new Edit(from, Math.min(from + length, text.length()), written);
    }

    /** Between two entries of the file's map, which begins at its first key, or with a brace. */
    private static String separator(String text, YamlNode root) {
        return text.charAt(offset(text, root)) == '{'
                ? ", "
                : "\n" + " ".repeat(root.place().column() - 1);
    }

    private static int offset(String text, YamlNode node) {
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
