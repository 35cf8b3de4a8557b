package dev.milepost.runtime.source;

import java.util.List;
import java.util.stream.Collectors;

/** Input that cannot be read as a whole. The message says which, where, and what to do. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Throws where there is one: that one, or one that tells of all.
     *
     * @param what is so of the files, in words after their number
     */
    static void throwIfAny(List<SourceException> problems, String what) {
        if (problems.size() == 1) {
            throw problems.get(0);
        }
        if (!problems.isEmpty()) {
            throw new SourceException(problems.stream()
                    .map(SourceException::getMessage)
                    .collect(Collectors.joining("\n  ", problems.size() + " files " + what + ":\n  ", "")));
        }
    }
}
