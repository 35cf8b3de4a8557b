/** Experiments: which there are, what each says by now, and how it came to say so. */
package dev.milepost.console.experiment;
