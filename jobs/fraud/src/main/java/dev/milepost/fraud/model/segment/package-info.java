/**
 * What is usual in a shard of a segment, and how unusual each assessment is against it: evidence becomes signals, and then teaches.
 */
package dev.milepost.fraud.model.segment;
