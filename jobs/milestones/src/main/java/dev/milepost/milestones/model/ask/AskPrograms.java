package dev.milepost.milestones.model.ask;

import dev.milepost.programs.ProgramVersion;

/** The programs, as far as asks go by them. */
public interface AskPrograms {

    /** The version of a program in force at a time, or null. */
    ProgramVersion version(String program, long timeMillis);

    /**
     * From when on some version of that program had an ask with {@code risk_at_most}, epoch millis; Long.MAX_VALUE: none has. Its
     * asks go by no verdict of before, whatever other programs ask.
     */
    long riskAskedFromMillis(String program);
}
