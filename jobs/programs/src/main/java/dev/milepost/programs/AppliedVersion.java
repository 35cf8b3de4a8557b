package dev.milepost.programs;

import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlFile;

/**
 * A version of a program that was applied. It never changes: what is to hold next is a version of its own.
 *
 * @param program its id
 * @param version as its file says
 * @param validFromMillis from when on it holds, that moment included
 * @param validToMillis until when, that moment excluded; Long.MAX_VALUE: without end
 * @param fileName the file's own name
 * @param text the file, whole
 */
public record AppliedVersion(
        String program, long version, long validFromMillis, long validToMillis, String fileName, String text) {

    /** {@code program@version}. */
    public String label() {
        return program + "@" + version;
    }

    /** As {@link ProgramVersion#mayFollow}. */
    boolean mayFollow(long otherValidFromMillis) {
        return validFromMillis >= otherValidFromMillis || validToMillis <= otherValidFromMillis;
    }

    /** Whether a file says the same, be it with other comments or spaces. */
    boolean says(ProgramVersion other, String otherText) {
        return text.equals(otherText) || other.equals(read(fileName, text));
    }

    /** What a text says; null where this release cannot read it. */
    static ProgramVersion read(String fileName, String text) {
        Problems problems = new Problems();
        ProgramFiles.Sourced read = new ProgramFiles(problems, null).add(YamlFile.parse(fileName, text, problems));
        return read == null ? null : read.version();
    }
}
