package dev.milepost.bench.job;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What this process has taken so far. Its threads' shares are read from Linux's {@code /proc}; elsewhere they are 0. */
final class CpuClock {

    private static final Path THREADS = Path.of("/proc/self/task");

    /** Linux counts a thread's time in hundredths of a second, whatever its timer is ({@code sysconf(_SC_CLK_TCK)}). */
    private static final double TICKS = 100;

    /** Fields of {@code stat} behind the thread's name: utime and stime (proc(5), fields 14 and 15). */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private CpuClock() {}

    static Took now() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double compilers = 0;
        double collectors = 0;
        if (Files.isDirectory(THREADS)) {
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
                for (Path thread : threads) {
                    String stat = stat(thread);
                    String name = stat.substring(stat.indexOf('(') + 1, Math.max(1, stat.lastIndexOf(')')));
                    if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
                        compilers += seconds(stat);
                    } else if (name.startsWith("GC Thread")) {
                        collectors += seconds(stat);
                    }
                }
            }
        }
        return new Took(system.getProcessCpuTime() / 1e9 - compilers, compilers, collectors, System.nanoTime() / 1e9);
    }

    private static String stat(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (NoSuchFileException e) {
            // It has just ended, and was neither of those that are looked for: they stay.
            return "() ";
        } catch (IOException e) {
            // The kernel's word for the same, where the file was open already.
            if (Files.exists(thread)) {
                throw e;
            }
            return "() ";
        }
    }

    private static double seconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS;
    }
}
