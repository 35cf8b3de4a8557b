package dev.milepost.fraud.model.detect;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells how unusual a row is among those before it.
 *
 * <p>Prequential: a row is scored, then learned; a score rests on earlier rows alone. Rows have one fixed width and finite
 * values, nothing else is accepted. The same rows in the same order give the same scores, bit for bit, on every machine, and so
 * does a detector that was written and read back in between.
 */
public interface Detector {

    /** How many values a row has. */
    int width();

    /**
     * How unusual a row is: higher is more. Scores of one detector compare with each other only. Changes nothing.
     *
     * @throws IllegalArgumentException if the row has another width or a value that is not finite
     */
    double score(double[] row);

    /** Takes a row in. */
    void learn(double[] row);

    /**
     * What each value adds to the score, in the score's unit; they sum to it.
     *
     * @return one number per value, or none where the score is no sum over them
     */
    double[] contributions(double[] row);

    /** Writes all that later scores depend on; the class's {@code read} takes it back. */
    void write(DataOutput out) throws IOException;
}
