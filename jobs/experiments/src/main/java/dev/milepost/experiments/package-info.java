/** Experiments: outcomes of exposed advocates by arm, and the statistics that read them. */
package dev.milepost.experiments;
