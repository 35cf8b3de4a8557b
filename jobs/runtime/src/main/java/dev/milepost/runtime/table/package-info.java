/**
 * CSV files as people have them: {@link dev.milepost.runtime.table.CsvLines} gives lines with their numbers, packed or not,
 * {@link dev.milepost.runtime.table.Columns} their cells by name, and {@link dev.milepost.runtime.table.TableException} says which
 * file, line and column is wrong, and what to do.
 */
package dev.milepost.runtime.table;
