package dev.milepost.runtime.rules;

import java.io.Serializable;
import java.util.Collection;

/**
 * What texts of rules mean.
 *
 * @param <R> what all rules together make: immutable, and serializable
 */
public interface RuleLanguage<R> extends Serializable {

    /**
     * Reads one text by itself.
     *
     * @throws RuleException where it is no rule
     */
    RuleVersion read(String text) throws RuleException;

    /**
     * What these versions make together, a function of the set alone. A version must change nothing of what happens before
     * its valid_from.
     *
     * @param versions of different ids
     * @throws RuleException where they do not agree
     */
    R compile(Collection<RuleVersion> versions) throws RuleException;
}
