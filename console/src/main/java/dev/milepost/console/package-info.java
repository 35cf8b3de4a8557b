/**
 * The console: the pages by which analysts, growth teams and reviewers meet Milepost. It reads ClickHouse, read-only, and what
 * people decide goes to Kafka as events, so that the stream alone changes anything.
 */
package dev.milepost.console;
