package dev.milepost.bench.job;

/**
 * What a run took, from its first record to the end of its last commit.
 *
 * @param cpuSeconds of the process but for its compilers: tasks, garbage collection, the rest of Flink
 * @param compilerSeconds of the virtual machine's compilers, whose work a job that lives long has behind it
 * @param collectorSeconds of the garbage collector, which {@code cpuSeconds} holds too
 * @param wallSeconds by the clock
 */
public record Took(double cpuSeconds, double compilerSeconds, double collectorSeconds, double wallSeconds) {

    Took since(Took before) {
        return new Took(
                cpuSeconds - before.cpuSeconds,
                compilerSeconds - before.compilerSeconds,
                collectorSeconds - before.collectorSeconds,
                wallSeconds - before.wallSeconds);
    }
}
