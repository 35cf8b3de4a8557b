/**
 * What program files say: YAML with places, checked, becomes a {@link dev.milepost.programs.ProgramVersion}.
 *
 * <p>{@link dev.milepost.programs.ProgramFiles} reads files into a {@link dev.milepost.programs.ProgramCatalog}, or refuses
 * them whole with every problem listed. One reader per part of a file: {@code ProgramReader} has the head and calls
 * {@code AttributionReader}, {@code QualificationReader}, {@code AskReader}, {@code RewardReader}, {@code BudgetReader} and
 * {@code ReviewReader}; patterns are {@code PatternReader}'s wherever they stand, in a {@code Scope} that says what they may
 * name. Each has its keys as a constant, which the editor's schema must have too. What only the whole file shows
 * ({@code milestone.} names, a ladder's order) is a {@code …Check}.
 */
package dev.milepost.programs;
