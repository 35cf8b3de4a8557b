/**
 * Which events, how often and within how many days since signup, are followed by an outcome more often than is usual among users who
 * are alike otherwise: candidates for milestones.
 *
 * <pre>
 *   UserHistory ─► Discovery: for each event and window, cells of stratum × count × outcome
 *                     └─► MantelHaenszel by candidate, twice ─► Holm ─► Discoveries, the best of each event first
 * </pre>
 *
 * <p><b>No peeking.</b> A candidate's <em>landmark</em> is the end of its window, signup + w days. Who reached it by then is compared
 * with who had not by then, whatever they did later; only the outcome after the landmark counts, and who had it before is in neither
 * group (Anderson, Cain and Gelber 1983, "Analysis of Survival by Tumor Response", on why: else whoever lives longer reaches more).
 * A user whose outcome cannot be known yet is in neither group.
 *
 * <p><b>Alike</b> is of the same month of signup (tenure is the same for all: it is w), within 10 % the same number of events by the
 * landmark, and of a like number of days with any (coarsened exact matching: Iacus, King and Porro 2012, "Causal Inference without
 * Balance Checking"). Strata are fixed beforehand, so that users are read once and none is kept.
 *
 * <p><b>Activity is measured twice</b>, because either way alone errs. Events <em>other than the candidate</em> are a noisy measure
 * of how active a user is, and who reached the candidate is more active than they show: a difference too great. <em>All</em> events,
 * the candidate's among them, are exact where each event is of any kind by chance, and give who reached it by liking that
 * one thing too active a counterpart: a difference too small. A candidate must show itself in both. Its p is the greater of the
 * two, 1 where they point apart (an intersection–union test: Berger 1982, "Multiparameter Hypothesis Testing and Acceptance
 * Sampling"), its figures are those of the weaker one, and its interval holds both.
 *
 * <p>All of it is observational: what moves users to the candidate and to the outcome, and shows in no event, stays in the
 * difference.
 */
package dev.milepost.experiments.discovery;
