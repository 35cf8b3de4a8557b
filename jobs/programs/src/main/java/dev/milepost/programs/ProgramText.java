package dev.milepost.programs;

import java.io.Serializable;

/**
 * A version of a program as its file has it.
 *
 * @param label {@code program@version}
 * @param validFromMillis from when on it holds
 * @param text the file's
 */
public record ProgramText(String label, long validFromMillis, String text) implements Serializable {}
