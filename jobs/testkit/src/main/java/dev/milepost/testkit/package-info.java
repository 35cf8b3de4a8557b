/**
 * What tests share: seeded populations, an independent answer to compare with, and a readable account of differences.
 *
 * <p>Nothing here knows how a job is built. It imports the contracts ({@code dev.milepost.schemas}) alone, so that an
 * error in a job cannot hide in its own test.
 */
package dev.milepost.testkit;
