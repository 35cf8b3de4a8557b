package dev.milepost.cli.chaos;

/** A kind of process that may be killed. */
public enum Victim {
    TASK_MANAGER("task manager"),
    JOB_MANAGER("job manager"),
    CLICKHOUSE("ClickHouse"),
    BROKER("broker");

    private final String title;

    Victim(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
