/**
 * The lists of cases and the page of one: what reviewers see of it, what they decide, and what comes of that; for people as pages, for
 * their own tools as JSON. What a decision needs, what is sent, and what became of it is the same for both.
 *
 * <p>A decision goes into the stream {@code reviews} and changes nothing here. What it came to is read from the warehouse: an event of
 * the case that names it as its cause, or a dead letter that says why it was refused. Until one of the two is there, the page
 * says that it was sent, and no more.
 */
package dev.milepost.console.review;
