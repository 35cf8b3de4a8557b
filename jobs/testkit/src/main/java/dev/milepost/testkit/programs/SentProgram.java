package dev.milepost.testkit.programs;

import java.time.Instant;

/**
 * A version of a program that is sent while events flow.
 *
 * @param facts what attribution reads of it
 * @param text the file, which may say more
 */
public record SentProgram(ProgramFacts facts, String text) {

    static SentProgram of(ProgramFacts facts) {
        return new SentProgram(facts, ProgramFiles.yaml(facts));
    }

    static SentProgram withdrawing(ProgramFacts facts, Instant validTo) {
        return new SentProgram(facts, ProgramFiles.yaml(facts) + "valid_to: " + validTo + "\n");
    }

    /** {@code program@version}. */
    public String label() {
        return facts.program() + "@" + facts.version();
    }
}
