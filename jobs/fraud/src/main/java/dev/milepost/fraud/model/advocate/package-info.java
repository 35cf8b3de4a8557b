/**
 * What is known of each advocate: joins an assessment with what identifiers and rings answer of its time, and remembers the
 * advocate's latest referees. What comes of it is {@link dev.milepost.fraud.model.signal.Evidence}.
 */
package dev.milepost.fraud.model.advocate;
