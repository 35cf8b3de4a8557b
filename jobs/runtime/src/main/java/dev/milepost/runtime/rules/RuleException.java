package dev.milepost.runtime.rules;

/** A text that is no rule, or a rule that does not agree with the others; the message says what to do. */
public class RuleException extends Exception {

    private static final long serialVersionUID = 1L;

    public RuleException(String message) {
        super(message);
    }

    public RuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
