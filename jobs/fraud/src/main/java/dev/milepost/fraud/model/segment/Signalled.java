package dev.milepost.fraud.model.segment;

import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Subject;
import dev.milepost.fraud.model.signal.Trigger;

/** The signals of an assessment. */
public record Signalled(Subject subject, Trigger trigger, long timeMillis, SignalVector signals) {}
