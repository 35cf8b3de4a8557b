/**
 * What is kept of one identifier, that is of a kind and a keyed hash: who was seen on it, what people decided about them, and
 * which of them it links into rings.
 *
 * <p>The operator is keyed by the identifier. In (time, id) order, once the watermark has passed a time: {@code see} for each
 * sighting, {@code label} for each label, then {@code answer} for each lookup of that time; a timer for {@code nextTimer}, and
 * {@code advanceTo} when it fires. What {@code see} and {@code advanceTo} return goes to the rings.
 */
package dev.milepost.fraud.model.identifier;
