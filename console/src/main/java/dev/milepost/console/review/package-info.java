/**
 * The queue of cases and the page of one: what reviewers see of it, what they decide, and what comes of that.
 *
 * <p>A decision goes into the stream {@code reviews} and changes nothing here. What it came to is read from the warehouse: an event of
 * the case that names it as its cause, or a dead letter that says why it was refused. Until one of the two is there, the page
 * says that it was sent, and no more.
 */
package dev.milepost.console.review;
