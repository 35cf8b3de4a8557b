/** Single steps of the hot path, measured apart by JMH. */
package dev.milepost.bench.jmh;
