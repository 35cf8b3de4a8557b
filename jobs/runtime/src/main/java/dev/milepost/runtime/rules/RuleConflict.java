package dev.milepost.runtime.rules;

/** A known version comes again and says something else. */
public final class RuleConflict extends RuleException {

    private static final long serialVersionUID = 1L;

    RuleConflict(String id) {
        super(
                id
                        + " is known with another content, and what was decided by that stands: give the new content a new version");
    }
}
