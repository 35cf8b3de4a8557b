package dev.milepost.programs;

import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlFile;
import dev.milepost.programs.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs as if they had held earlier: what a version would have done. The first version of each program holds from a given
 * time on, unless it did already; later ones take over when they say.
 */
public final class Antedating {

    private Antedating() {}

    /**
     * Programs that hold from a time on.
     *
     * @param programs what their files say
     * @param first from when on each is to hold
     * @return the same, but for the times from which the first versions hold
     * @throws ProgramFileException where a file's {@code valid_from} is written in a way that only a person should edit
     */
    public static ProgramCatalog of(ProgramCatalog programs, Instant first) {
        Map<String, ProgramVersion> earliest = new LinkedHashMap<>();
        programs.versions().forEach(version -> earliest.putIfAbsent(version.program(), version));
        Map<String, String> texts = new LinkedHashMap<>();
        programs.texts().forEach(text -> texts.put(text.label(), text.text()));
        List<String> problems = new ArrayList<>();
        for (ProgramVersion version : earliest.values()) {
            if (version.validFromMillis() > first.toEpochMilli()) {
                antedated(version, texts.get(version.label()), first)
                        .ifPresentOrElse(
                                text -> texts.put(version.label(), text),
                                () -> problems.add(version.label()
                                        + ": its valid_from is written in an unusual way, so no other can be put in its"
                                        + " place: write it as valid_from: " + first));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProgramFileException(problems);
        }
        return ProgramFiles.parse(texts);
    }

    private static Optional<String> antedated(ProgramVersion version, String text, Instant first) {
        YamlNode root = YamlFile.parse(version.label(), text, new Problems());
        String edited = TextEdit.apply(text, List.of(TextEdit.of(text, root.get("valid_from"), first.toString())));
        // Whatever the way in which the file is written: this must come of it, or it is not done.
        ProgramVersion after = version.as(version.version(), first.toEpochMilli(), version.validToMillis());
        return after.equals(AppliedVersion.read(version.label(), edited)) ? Optional.of(edited) : Optional.empty();
    }
}
