/**
 * What is known of a user when an ask is decided: signup, consent, segment, and what suppresses asks. It is told in the order of
 * event time, and asked for times up to a day back, as a version of a fact may change what happened then.
 */
package dev.milepost.milestones.model.profile;
