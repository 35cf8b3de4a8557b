package dev.milepost.fraud.model.signal;

/** A word that bytes hold by a number, which is never given to another. */
public interface Coded {

    /** From 0 to 127. */
    int code();
}
