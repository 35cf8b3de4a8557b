/**
 * What attribution reads of program files: the windows, the evidence that binds, and the event that qualifies a referral.
 *
 * <p>{@link dev.milepost.programs.ProgramFiles} reads a folder into a
 * {@link dev.milepost.programs.ProgramCatalog}, or refuses it whole with every problem listed. The other parts
 * of a program file are accepted unread: their own jobs check them.
 */
package dev.milepost.programs;
