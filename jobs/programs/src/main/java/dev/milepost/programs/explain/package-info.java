/**
 * A program in plain English, so that whoever is responsible for it can check what the file says without reading YAML:
 * {@link dev.milepost.programs.explain.Explanation}.
 *
 * <p>Everything the file says is in some sentence, with the file's own ids and numbers as people write them ($20.00, 14 days,
 * 10 %), and so is what holds where it says nothing. One class for each part of a file writes its sentences on a
 * {@code Page}; {@code Wording} writes numbers and lists.
 */
package dev.milepost.programs.explain;
