package dev.milepost.programs;

import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlFile;
import dev.milepost.programs.yaml.YamlNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The version that ends a program: the one before it, word for word, but for {@code version}, {@code valid_from} and
 * {@code valid_to}. So nothing changes until the end, and what was applied before stays as it was.
 */
public final class Withdrawal {

    private Withdrawal() {}

    /**
     * The version that a withdrawal goes on with until the end: the one that holds just before. One that is scheduled for the end
     * or later never begins.
     *
     * @param applied versions of any program
     * @param end when the program is to end
     * @return nothing where the program begins no sooner
     */
    public static Optional<AppliedVersion> ended(String program, Collection<AppliedVersion> applied, Instant end) {
        return applied.stream()
                .filter(version -> version.program().equals(program) && version.validFromMillis() < end.toEpochMilli())
                .max(Comparator.comparingLong(AppliedVersion::version));
    }

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
        TextEdit from = TextEdit.of(text, root.get("valid_from"), validFrom.toString());
        TextEdit to = root.get("valid_to") == null
                ? new TextEdit(from.to(), from.to(), separator(text, root) + "valid_to: " + end)
                : TextEdit.of(text, root.get("valid_to"), end.toString());
        return TextEdit.apply(
                text, List.of(TextEdit.of(text, root.get("version"), Integer.toString(version)), from, to));
    }

    /** Between two entries of the file's map, which begins at its first key, or with a brace. */
    private static String separator(String text, YamlNode root) {
        return text.charAt(TextEdit.offset(text, root)) == '{'
                ? ", "
                : "\n" + " ".repeat(root.place().column() - 1);
    }
}
