/**
 * Files that tell when they are damaged: Flink's file system {@code sealed:}, for checkpoints on disks that no object store
 * guards.
 *
 * <p>Flink does not notice a flipped bit in a checkpoint (not even with compression on: it skips the checksums), and would
 * go on with whatever the bytes now say. A cluster whose {@code execution.checkpointing.dir} is {@code sealed:///folder}
 * keeps checkpoints, and the spool beside them, in {@code /folder}, each block of a file with a CRC-32C of its own; a file
 * that was changed, cut short or put together wrongly is not read but refused. The jar of this module belongs into
 * Flink's {@code lib} then, because Flink asks for file systems before it knows any job.
 */
package dev.milepost.runtime.sealed;
