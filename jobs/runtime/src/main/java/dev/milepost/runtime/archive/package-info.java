/**
 * The raw archive: every record that a live run read from its topics, as files of its stream from which a backfill
 * rebuilds a warehouse.
 *
 * <p>A file holds records of one partition, from one offset to another, both of which are in its name: {@code
 * purchases-p0-1200-1499.avro}. So no record is archived twice, whatever is restored: what a name covers is there. The
 * records of such a range that ingest accepted are in the stream's own fields, with {@code received_at} and the place in
 * the topic beside them ({@link dev.milepost.runtime.archive.ArchiveFields}); those that it refused are as their bytes in
 * {@code purchases-refused-p0-1200-1499.avro}, to be judged again.
 *
 * <p>One checkpoint's records of a partition are one file, hidden until the checkpoint is complete. Small files are
 * merged into larger ones, and a name that another covers counts for nothing, so a reader never sees a record twice or
 * not at all, in whatever moment it lists the folder. Of the two files of a range, where a crash has made one visible alone,
 * the other follows at the next start.
 *
 * <p>What a job without state took before all records of its topics, a rebuild has to take first too:
 * {@link dev.milepost.runtime.archive.LoadedFirst}.
 */
package dev.milepost.runtime.archive;
