/**
 * The command line: {@link dev.milepost.cli.Main} parses, a {@code …Command} holds one command's options, and a plain
 * class of the command's name does the work. The local stack (broker, Flink, ClickHouse engine in this process) is
 * {@code LocalStack}.
 *
 * <p>Files are kept in {@code .milepost} of the working directory: see {@code Home}. A person's error ends in one plain
 * message and an exit code of {@link dev.milepost.cli.ExitCode}, never in a stack trace.
 */
package dev.milepost.cli;
