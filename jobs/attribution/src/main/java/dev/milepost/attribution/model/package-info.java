/**
 * What attribution decides, in plain Java: no Flink, no Avro, no database.
 *
 * <p>Five folds, each keyed by what its facts belong to. The semantics are those of {@code dev.milepost.attribution}.
 *
 * <pre>
 *   clicks ─────► Visitor (anonymous_id) ──► owned clicks ─┬─► Evidence (user_id) ─┬─► Code (referral_code) ─┐
 *   signups ─┬──► links ──┘        └─ invites ─► Invite (email_hash) ──────────────┘      answers            │
 *            └──────────────────────────────────────────────────────► Attribution (user_id) ◄────────────────┘
 *   purchases ───────────────────────────────────────────────────────►
 * </pre>
 */
package dev.milepost.attribution.model;
