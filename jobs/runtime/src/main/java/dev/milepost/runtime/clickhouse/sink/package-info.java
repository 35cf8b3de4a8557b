/**
 * The two-phase sink: rows become visible in ClickHouse only once they are checkpointed, exactly the bytes that the
 * checkpoint holds, however often the commit is repeated; and a checkpoint later than that, so that the checkpoint before
 * the latest is still one to go on from.
 *
 * <pre>
 *   Row ──► BlockWriter ──(prepareCommit)──► Block ──► BlockHold ──(next checkpoint)──► BlockCommitter ──► ClickHouse
 *           last row per key                 bytes, or a file of the                    retries, bisects,
 *           since the checkpoint             spool beside the checkpoint                dead letters
 * </pre>
 *
 * <ul>
 *   <li>{@link dev.milepost.runtime.clickhouse.sink.ClickHouseSink} is what a topology attaches;
 *   <li>{@link dev.milepost.runtime.clickhouse.sink.SinkSettings} says how large, how long, how patient;
 *   <li>{@link dev.milepost.runtime.clickhouse.sink.BlockInserter} is the one door to the server, and
 *       {@link dev.milepost.runtime.clickhouse.sink.ToldTopics} that to the outside;
 *   <li>{@link dev.milepost.runtime.clickhouse.sink.FailureKind} sorts what may come back from it.
 * </ul>
 *
 * <p>The metrics, in the operators' groups:
 *
 * <table>
 *   <caption>Metrics of the sink</caption>
 *   <tr><th>Name</th><th>What it counts</th></tr>
 *   <tr><td>{@code warehouse.rowsWritten}</td><td>rows that the writer was given</td></tr>
 *   <tr><td>{@code warehouse.rowsReplaced}</td><td>of these, rows that a later one of the same key replaced</td></tr>
 *   <tr><td>{@code warehouse.bufferedRows}, {@code bufferedBytes}</td><td>what waits for the next checkpoint in
 *       memory</td></tr>
 *   <tr><td>{@code warehouse.watermarkLagMillis}</td><td>how far the watermark that the writer was given is behind this
 *       machine's clock; NaN before the first one. What is visible is further behind, by how long checkpoints take to
 *       complete: {@code milepost.progress} has its watermark</td></tr>
 *   <tr><td>{@code warehouse.blocksSealed}, {@code blocksSpooled}</td><td>blocks made, and those of them that went to
 *       the spool</td></tr>
 *   <tr><td>{@code warehouse.blocksHeld}</td><td>blocks that wait for the next checkpoint</td></tr>
 *   <tr><td>{@code warehouse.rows}, {@code bytes}, {@code blocks}</td><td>what the server has taken</td></tr>
 *   <tr><td>{@code warehouse.blocksSkipped}</td><td>blocks of an old checkpoint that had been committed and pruned</td></tr>
 *   <tr><td>{@code warehouse.retries}</td><td>attempts that were repeated</td></tr>
 *   <tr><td>{@code warehouse.rejects}</td><td>rows that the server refused: each is a dead letter</td></tr>
 *   <tr><td>{@code warehouse.commitMillisLast}, {@code commitMillisMax}</td><td>time from the start of a commit until
 *       all its blocks were in</td></tr>
 *   <tr><td>{@code warehouse.blockedMillis}</td><td>how long the present block has failed to go in; 0 when all is
 *       well: the figure to alarm on</td></tr>
 * </table>
 */
package dev.milepost.runtime.clickhouse.sink;
