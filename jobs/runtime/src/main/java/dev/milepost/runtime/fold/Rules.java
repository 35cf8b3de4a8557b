package dev.milepost.runtime.fold;

import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleLanguage;
import dev.milepost.runtime.rules.RuleSet;
import dev.milepost.runtime.rules.RuleVersion;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/**
 * Where a {@link Model} and its {@link FoldOutput} read the rules of the moment; what is allowed to them is in the
 * {@linkplain dev.milepost.runtime.fold package's} words. They share one instance with the {@link RuledFoldOperator}, which
 * alone changes what it holds; none of them keeps what {@link #current} gave beyond a call.
 *
 * @param <R> what all rules together make
 */
public final class Rules<R> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RuleLanguage<R> language;
    private final List<RuleVersion> given;
    private R current;

    private Rules(RuleLanguage<R> language, List<RuleVersion> given, R current) {
        this.language = language;
        this.given = given;
        this.current = current;
    }

    /** Rules that never change. */
    public static <R> Rules<R> fixed(R rules) {
        return new Rules<>(null, List.of(), rules);
    }

    /**
     * Rules that begin with those versions; others may come.
     *
     * @throws IllegalArgumentException where the given ones do not agree
     */
    public static <R> Rules<R> from(RuleLanguage<R> language, Collection<RuleVersion> given) {
        try {
            return new Rules<>(
                    language, List.copyOf(given), RuleSet.of(language, given).rules());
        } catch (RuleException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public R current() {
        return current;
    }

    void set(R rules) {
        current = rules;
    }

    /** The versions that it began with. */
    List<RuleVersion> given() {
        return given;
    }

    RuleSet<R> setOf(Iterable<RuleVersion> versions) throws RuleException {
        return RuleSet.of(language, versions);
    }

    /** Two sets of rules, of which one holds at a time. */
    final class Turn {

        private final R before;
        private final R after;

        Turn(R before, R after) {
            this.before = before;
            this.after = after;
        }

        void back() {
            current = before;
        }

        void on() {
            current = after;
        }
    }
}
