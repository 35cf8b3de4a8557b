/** What folds have in common in telling what they found: rows, changes for the next fold, dead letters. */
package dev.milepost.runtime.fold.output;
