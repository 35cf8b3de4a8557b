/** The rooms of fraud in memory, for what is measured of them without Flink. */
package dev.milepost.bench.fraud;
