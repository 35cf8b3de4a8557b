/** Ids and points that are hashes of what they stand for, so that who computes them again finds the same. */
package dev.milepost.milestones.model.id;
