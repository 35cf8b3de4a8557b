/**
 * Grafana's dashboards read without Grafana: their files, their variables, the SQL that a panel sends to ClickHouse, and the
 * series, rows and numbers that its answer makes. The console draws dashboards by it, and the tests prove them by it, so that
 * there is one definition and two viewers.
 *
 * <p>The way of a query: {@link dev.milepost.dashboards.Dashboard} → {@link dev.milepost.dashboards.Query} → {@link
 * dev.milepost.dashboards.PanelSql} with a {@link dev.milepost.dashboards.Selection} → ClickHouse → {@link
 * dev.milepost.dashboards.Frame} → {@link dev.milepost.dashboards.TimeSeries} or the frame itself.
 *
 * <p>What is chosen comes from {@link dev.milepost.dashboards.VariableOptions}, which asks for options in the order in which
 * variables need one another; {@link dev.milepost.dashboards.PanelShape} says whether an answer is one that its panel can draw.
 */
package dev.milepost.dashboards;
