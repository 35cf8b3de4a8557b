package dev.milepost.runtime.sealed;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Writes a file block by block; the last block when it is closed. */
final class SealedOutputStream extends FSDataOutputStream {

    /** What remains to be done once the file is whole. */
    @FunctionalInterface
    interface Ending {
        void run() throws IOException;
    }

    private final FSDataOutputStream file;
    private final Ending whole;
    private final byte[] block = new byte[SealedBlocks.DATA_BYTES];
    private int filled;
    private long number;
    private boolean durable;
    private boolean closed;

    SealedOutputStream(FSDataOutputStream file, Ending whole) {
        this.file = file;
        this.whole = whole;
    }

    @Override
    public long getPos() {
        return number * SealedBlocks.DATA_BYTES + filled;
    }

    @Override
    public void write(int b) throws IOException {
        block[filled++] = (byte) b;
        if (filled == block.length) {
            endBlock();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, block.length - filled);
            System.arraycopy(bytes, from, block, filled, count);
            filled += count;
            from += count;
            left -= count;
            if (filled == block.length) {
                endBlock();
            }
        }
    }

    private void endBlock() throws IOException {
        file.write(block, 0, filled);
        file.write(ByteBuffer.allocate(SealedBlocks.SEAL_BYTES)
                .putInt(SealedBlocks.seal(number, block, filled))
                .array());
        number++;
        filled = 0;
    }

    /** Hands whole blocks on; the last one comes with {@link #close}. */
    @Override
    public void flush() throws IOException {
        file.flush();
    }

    /** Makes whole blocks durable now, and the rest when the stream is closed. */
    @Override
    public void sync() throws IOException {
        durable = true;
        file.sync();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            endBlock();
            if (durable) {
                file.sync();
            }
        }
        whole.run();
    }
}
