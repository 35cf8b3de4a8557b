/**
 * What milestones decide, in plain Java: no Flink, no Avro, no database.
 *
 * <p>{@link dev.milepost.milestones.model.MilestoneModel} folds the events of one subject: all live programs' rules, found by the
 * names of events; patterns are evaluated in {@code pattern}. Its facts are the milestones reached.
 */
package dev.milepost.milestones.model;
