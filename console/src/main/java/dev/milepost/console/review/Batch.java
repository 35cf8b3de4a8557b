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
 * @param untaken how many more were to be sent, and the stream did not say that it has them
 */
record Batch(String id, String reviewer, Instant at, List<Sent> sent, int untaken) {}
