/**
 * Seeded garbage: records that no job can use, each with the reason that its dead letter must name, as single-object Avro
 * ({@link dev.milepost.testkit.garbage.AvroGarbage}) and as lines of JSON ({@link
 * dev.milepost.testkit.garbage.JsonGarbage}); and files that are damaged ({@link
 * dev.milepost.testkit.garbage.DamagedFile}). For tests, and for whoever measures what poison costs.
 */
package dev.milepost.testkit.garbage;
