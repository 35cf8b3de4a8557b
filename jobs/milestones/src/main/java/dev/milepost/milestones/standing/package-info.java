/** How programs stand by what the views say, for whoever shows it to people: which version holds, what of a budget is used. */
package dev.milepost.milestones.standing;
