package dev.milepost.cohorts.operator;

import dev.milepost.cohorts.model.CellChange;
import dev.milepost.cohorts.model.CohortFact;
import dev.milepost.cohorts.model.CohortFact.Customer;
import dev.milepost.cohorts.model.CohortKey;
import dev.milepost.cohorts.model.CustomerEvent;
import dev.milepost.cohorts.model.Worth;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.output.FactLetters;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.row.CustomerRow;
import dev.milepost.schemas.row.CustomerValueRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Tells cells what they change by; rows of customers and customer_values. */
final class CustomerOutput implements FoldOutput<CustomerEvent, CohortKey, CohortFact, CellChange> {

    private static final long serialVersionUID = 1L;

    private final String operator;
    private transient Rows rows;

    /** @param operator its uid */
    CustomerOutput(String operator) {
        this.operator = operator;
    }

    @Override
    public void changed(CohortKey key, CohortFact before, CohortFact after, Emission<CellChange> out) {
        if (key instanceof CohortKey.Member || key instanceof CohortKey.Cell) {
            CellChange.between(key, before, after).forEach(out::collect);
        } else {
            rows().replace(records(out.key(), key, before), records(out.key(), key, after), out);
        }
    }

    @Override
    public void refused(CustomerEvent event, Outcome.Kind why, Emission<CellChange> out) {
        rows().put(FactLetters.of(event, why, operator, out.key()), out);
    }

    private static List<SpecificRecord> records(String userId, CohortKey key, CohortFact fact) {
        if (fact instanceof Customer customer) {
            return List.of(record(userId, customer));
        } else if (fact instanceof CohortFact.Value value) {
            return List.of(record(userId, ((CohortKey.Value) key).currency(), value));
        }
        return List.of();
    }

    private static CustomerRow record(String userId, Customer customer) {
        return new CustomerRow(
                userId,
                Instant.ofEpochMilli(customer.acquiredMillis()),
                instant(customer.signupMillis()),
                instant(customer.firstPurchaseMillis()),
                customer.source().source(),
                customer.source().programId(),
                customer.source().milestoneId(),
                customer.milestoneProgramId(),
                customer.advocateId(),
                customer.segment(),
                customer.country());
    }

    private static CustomerValueRow record(String userId, String currency, CohortFact.Value value) {
        Worth worth = value.worth();
        return new CustomerValueRow(
                userId,
                currency,
                worth.days30().orders(),
                worth.days90().orders(),
                worth.days180().orders(),
                worth.days365().orders(),
                new BigDecimal(worth.days30().netMinor()),
                new BigDecimal(worth.days90().netMinor()),
                new BigDecimal(worth.days180().netMinor()),
                new BigDecimal(worth.days365().netMinor()));
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
