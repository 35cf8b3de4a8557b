/**
 * Typed settings: every number that a person may want to change, with its default, unit, bounds and description.
 *
 * <p>A module names its settings as constants of one class ({@code IngestSettings}) that ends in a plain list
 * {@code ALL}; the reference page is rendered from those lists.
 */
package dev.milepost.runtime.settings;
