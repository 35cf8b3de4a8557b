/** A schema registry in this process, with the faults that real ones have. */
package dev.milepost.testkit.registry;
