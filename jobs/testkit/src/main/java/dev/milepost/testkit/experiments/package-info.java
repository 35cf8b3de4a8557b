/** Experiments, computed in SQL from what happened: the independent answer that the live ones are held against. */
package dev.milepost.testkit.experiments;
