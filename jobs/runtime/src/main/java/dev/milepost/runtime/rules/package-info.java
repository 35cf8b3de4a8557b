/**
 * Rules that change while events flow: versions of texts, each valid from an event time on.
 *
 * <pre>
 *   updates ─► gate (parallelism 1) ─► versions, broadcast ─► every fold that reads them (runtime.fold.RuledFoldOperator)
 *                ├─► what is known, those given at the start among it
 *                └─► dead letters
 * </pre>
 *
 * <p>{@link dev.milepost.runtime.rules.RuleLanguage} says what the texts mean, {@link dev.milepost.runtime.rules.RuleSet} joins
 * versions by union, {@link dev.milepost.runtime.rules.RuleGate} refuses what could not be exact.
 */
package dev.milepost.runtime.rules;
