package dev.milepost.runtime.clickhouse.sink;

/**
 * A block's content in a file.
 *
 * @param path the file, as Flink names it
 * @param length its bytes
 * @param crc32c the CRC-32C of them
 */
record SpoolFile(String path, long length, int crc32c) {}
