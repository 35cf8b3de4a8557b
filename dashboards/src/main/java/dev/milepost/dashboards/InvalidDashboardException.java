package dev.milepost.dashboards;

/** A dashboard's file, or a query of it, is not what Grafana could show. The message says which file, panel and field. */
public final class InvalidDashboardException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidDashboardException(String message) {
        super(message);
    }

    InvalidDashboardException(String message, Throwable cause) {
        super(message, cause);
    }
}
