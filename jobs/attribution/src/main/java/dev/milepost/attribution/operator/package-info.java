/**
 * The operators of attribution: what turns events into the folds' changes, and what the folds found into rows and into the
 * next fold's changes. They remember and route; {@code dev.milepost.attribution.model} decides.
 */
package dev.milepost.attribution.operator;
