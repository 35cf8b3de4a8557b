package dev.milepost.console.review;

import java.time.Instant;
import java.util.List;

/**
 * What was sent at once.
 *
 * @param id that nobody can guess
 * @param reviewer who sent it
 * @param at when
 * @param sent at most a hundred
 */
record Batch(String id, String reviewer, Instant at, List<Sent> sent) {}
