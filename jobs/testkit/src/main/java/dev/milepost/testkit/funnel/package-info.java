/**
 * The numbers of the funnel computed once more, in SQL of another shape over what happened, was bound, asked and paid: nothing of it
 * is shared with the views that are judged by it.
 */
package dev.milepost.testkit.funnel;
