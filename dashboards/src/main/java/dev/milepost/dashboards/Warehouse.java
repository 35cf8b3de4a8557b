package dev.milepost.dashboards;

/** Whoever answers queries: ClickHouse, behind whatever asks it. */
@FunctionalInterface
public interface Warehouse {

    /**
     * Answers one query, without variables and macros in it.
     *
     * @throws RuntimeException where it is not answered, as the implementation says
     */
    Frame ask(String sql);
}
