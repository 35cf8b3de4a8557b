/** Counting over windows of time, and what holds at which time: shared by asks and the ledger. */
package dev.milepost.milestones.model.time;
