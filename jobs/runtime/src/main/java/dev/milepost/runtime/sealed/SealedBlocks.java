package dev.milepost.runtime.sealed;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a file is laid out: blocks of {@value #DATA_BYTES} bytes, each followed by the CRC-32C of its number and its bytes.
 * The last block is always shorter, empty if need be, so that a file that was cut between two blocks is told from a whole
 * one.
 */
final class SealedBlocks {

    static final int DATA_BYTES = 1 << 16;
    static final int SEAL_BYTES = Integer.BYTES;
    static final int BLOCK_BYTES = DATA_BYTES + SEAL_BYTES;

    private SealedBlocks() {}

    static int seal(long number, byte[] data, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        crc.update(data, 0, length);
        return (int) crc.getValue();
    }

    /** The bytes of data in a file of so many bytes; 0 of one that is too short to be whole. */
    static long dataLength(long fileLength) {
        if (fileLength < SEAL_BYTES) {
            return 0;
        }
        long fullBlocks = (fileLength - SEAL_BYTES) / BLOCK_BYTES;
        long rest = fileLength - fullBlocks * BLOCK_BYTES - SEAL_BYTES;
        return fullBlocks * DATA_BYTES + Math.min(rest, DATA_BYTES);
    }
}
