package dev.milepost.testkit.harness;

import static dev.milepost.testkit.harness.Cadence.AFTER_EVERY_RECORD;
import static dev.milepost.testkit.harness.Cadence.SPARSE;
import static dev.milepost.testkit.harness.DeliveryOrder.ARRIVAL;
import static dev.milepost.testkit.harness.DeliveryOrder.EVENT_TIME;
import static dev.milepost.testkit.harness.DeliveryOrder.WITHIN_LATENESS;
import static dev.milepost.testkit.harness.DeliveryOrder.WITHIN_OUT_OF_ORDERNESS;

import java.util.ArrayList;
import java.util.List;

/**
 * The variants that every seed is delivered in: any two values of two properties meet in one of them, so that what depends
 * on one property or two shows, without all 384 products.
 */
public final class Variants {

    public static final List<Variant> ALL = all();

    private Variants() {}

    private static List<Variant> all() {
        Numbered numbered = new Numbered();
        numbered.add(EVENT_TIME, true, 3, 4, 0, AFTER_EVERY_RECORD);
        numbered.add(EVENT_TIME, false, 3, 2, 1, AFTER_EVERY_RECORD);
        numbered.add(EVENT_TIME, true, 3, 1, 2, AFTER_EVERY_RECORD);
        numbered.add(EVENT_TIME, false, 1, 4, 4, SPARSE);
        numbered.add(ARRIVAL, false, 3, 1, 0, SPARSE);
        numbered.add(ARRIVAL, true, 1, 1, 1, AFTER_EVERY_RECORD);
        numbered.add(ARRIVAL, false, 1, 4, 2, SPARSE);
        numbered.add(ARRIVAL, false, 1, 2, 4, SPARSE);
        numbered.add(WITHIN_OUT_OF_ORDERNESS, true, 3, 2, 0, SPARSE);
        numbered.add(WITHIN_OUT_OF_ORDERNESS, true, 1, 4, 1, AFTER_EVERY_RECORD);
        numbered.add(WITHIN_OUT_OF_ORDERNESS, false, 1, 1, 2, SPARSE);
        numbered.add(WITHIN_OUT_OF_ORDERNESS, true, 3, 2, 4, AFTER_EVERY_RECORD);
        numbered.add(WITHIN_LATENESS, false, 1, 4, 0, AFTER_EVERY_RECORD);
        numbered.add(WITHIN_LATENESS, false, 1, 4, 1, SPARSE);
        numbered.add(WITHIN_LATENESS, false, 3, 2, 2, SPARSE);
        numbered.add(WITHIN_LATENESS, true, 1, 1, 4, AFTER_EVERY_RECORD);
        return List.copyOf(numbered.variants);
    }

    private static final class Numbered {

        private final List<Variant> variants = new ArrayList<>();

        void add(
                DeliveryOrder order,
                boolean duplicates,
                int partitions,
                int parallelism,
                int resumedAt,
                Cadence cadence) {
            variants.add(
                    new Variant(variants.size() + 1, order, duplicates, partitions, parallelism, resumedAt, cadence));
        }
    }
}
