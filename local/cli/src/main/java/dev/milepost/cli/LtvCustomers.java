package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.cohorts.lifetime.PurchaseHistory;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads customers, each of one currency, from a warehouse: as they were known at the end of the calibration, and as they are. */
final class LtvCustomers {

    private static final String DAYS = resource("purchase_days.sql");
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final ClickHouseClient client;
    private final LtvSpan span;
    private final long reachMillis;

    /**
     * For a fit.
     *
     * @param reachMillis how far from its sale a refund concerns an order
     */
    LtvCustomers(ClickHouseClient client, LtvSpan span, long reachMillis) {
        this.client = client;
        this.span = span;
        this.reachMillis = reachMillis;
    }

    /**
     * One user in one currency.
     *
     * @param calibration up to the end of the calibration, as was known then; null of one who came later
     * @param now up to the end; null of one whose purchases were all taken back since
     * @param held purchase days of the hold-out
     * @param heldMinor what these brought, minor units
     */
    record Customer(
            String currency,
            String source,
            PurchaseHistory calibration,
            PurchaseHistory now,
            int held,
            long heldMinor) {}

    /**
     * All of them.
     *
     * @throws ArithmeticException where amounts of one of them are more than a long together
     */
    Collection<Customer> read() throws ClickHouseFailure {
        Map<String, Customer> customers = new HashMap<>();
        int end = day(span.calibrationEnd());
        each(
                span.calibrationEnd(),
                days -> customers.put(
                        days.key(), new Customer(days.currency, days.source, days.history(end), null, 0, 0)));
        each(
                span.asOf(),
                days -> customers.merge(
                        days.key(),
                        new Customer(
                                days.currency,
                                days.source,
                                null,
                                days.history(day(span.asOf())),
                                days.countAfter(end),
                                days.minorAfter(end)),
                        (before, now) -> new Customer(
                                now.currency(),
                                now.source(),
                                before.calibration(),
                                now.now(),
                                now.held(),
                                now.heldMinor())));
        return customers.values();
    }

    static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    private void each(LocalDate last, Consumer<Days> customer) throws ClickHouseFailure {
        long until = Math.multiplyExact(last.toEpochDay() + 1, MILLIS_PER_DAY);
        Days[] current = new Days[1];
        Map<String, String> names = new HashMap<>();
        QueryRows.each(
                client,
                DAYS.replace(":until", Long.toString(until)).replace(":reach", Long.toString(reachMillis)),
                row -> {
                    if (current[0] == null || !current[0].isOf(row)) {
                        if (current[0] != null) {
                            customer.accept(current[0]);
                        }
                        current[0] = new Days(row, names);
                    }
                    current[0].add(row);
                });
        if (current[0] != null) {
            customer.accept(current[0]);
        }
    }

    /** The days of one customer, as the rows of the query tell them. */
    private static final class Days {

        private final String currency;
        private final String user;
        private final String source;
        private final List<Integer> days = new ArrayList<>();
        private final List<Long> minor = new ArrayList<>();

        /** Of the names that many customers share there is one copy: there may be millions. */
        Days(JsonNode row, Map<String, String> names) {
            currency = names.computeIfAbsent(row.get(0).asText(), name -> name);
            user = row.get(1).asText();
            source = names.computeIfAbsent(row.get(2).asText(), name -> name);
        }

        boolean isOf(JsonNode row) {
            return user.equals(row.get(1).asText())
                    && currency.equals(row.get(0).asText());
        }

        void add(JsonNode row) {
            days.add(row.get(3).intValue());
            minor.add(new BigInteger(row.get(4).asText()).longValueExact());
        }

        String key() {
            return currency + ' ' + user;
        }

        PurchaseHistory history(int last) {
            return PurchaseHistory.of(
                    days.stream().mapToInt(Integer::intValue).toArray(),
                    minor.stream().mapToLong(Long::longValue).toArray(),
                    last);
        }

        private int firstAfter(int day) {
            int at = Arrays.binarySearch(days.toArray(), day + 1);
            return at < 0 ? -at - 1 : at;
        }

        int countAfter(int day) {
            return days.size() - firstAfter(day);
        }

        long minorAfter(int day) {
            return minor.subList(firstAfter(day), minor.size()).stream().reduce(0L, Math::addExact);
        }
    }

    private static String resource(String name) {
        try (InputStream in = LtvCustomers.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
