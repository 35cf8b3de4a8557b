package dev.milepost.bench;

/** One measurement. */
interface Benchmark {

    /** Carries it out; tells the report what it found. */
    void run(Bench bench, Report report) throws Exception;
}
