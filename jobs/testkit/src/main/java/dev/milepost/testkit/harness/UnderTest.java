package dev.milepost.testkit.harness;

import java.util.Collection;
import org.apache.avro.specific.SpecificRecord;

/** Runs the job that is judged. */
public interface UnderTest {

    /**
     * Runs the job over a delivery to its end, killed and resumed where its variant says so.
     *
     * @return the rows that are visible then, of all tables, without their revision
     */
    Collection<? extends SpecificRecord> run(Delivery delivery) throws Exception;
}
