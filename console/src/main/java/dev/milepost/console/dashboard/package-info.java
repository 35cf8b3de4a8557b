/**
 * Draws Grafana's dashboards in the console: the same files, the same queries, read-only. Numbers, bars and tables are written here;
 * lines, columns and the like are told to the browser as what its chart library draws.
 */
package dev.milepost.console.dashboard;
