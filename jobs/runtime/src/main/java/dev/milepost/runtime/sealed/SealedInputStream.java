package dev.milepost.runtime.sealed;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.fs.FSDataInputStream;

/** Reads a file, and no byte of a block before the whole block is known to be as it was written. */
final class SealedInputStream extends FSDataInputStream {

    private final String name;
    private final FSDataInputStream file;
    private final byte[] block = new byte[SealedBlocks.BLOCK_BYTES];
    private long number = -1;
    private int length;
    private int at;

    SealedInputStream(String name, FSDataInputStream file) {
        this.name = name;
        this.file = file;
    }

    @Override
    public void seek(long position) throws IOException {
        if (position < 0) {
            throw new EOFException("A file has no byte " + position);
        }
        long wanted = position / SealedBlocks.DATA_BYTES;
        if (wanted != number) {
            file.seek(wanted * SealedBlocks.BLOCK_BYTES);
            number = wanted;
            load();
        }
        at = (int) (position % SealedBlocks.DATA_BYTES);
        if (at > length) {
            throw new EOFException("The file " + name + " ends before byte " + position);
        }
    }

    @Override
    public long getPos() {
        return Math.max(number, 0) * SealedBlocks.DATA_BYTES + at;
    }

    @Override
    public int read() throws IOException {
        return isThereMore() ? Byte.toUnsignedInt(block[at++]) : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!isThereMore()) {
            return -1;
        }
        int count = Math.min(most, length - at);
        System.arraycopy(block, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return length - at;
    }

    private boolean isThereMore() throws IOException {
        if (number < 0 || (at == length && length == SealedBlocks.DATA_BYTES)) {
            number++;
            at = 0;
            load();
        }
        return at < length;
    }

    private void load() throws IOException {
        int found = file.readNBytes(block, 0, block.length);
        length = found - SealedBlocks.SEAL_BYTES;
        if (length < 0) {
            length = 0;
            throw new DamagedFileException(name, number, "the file ends");
        }
        int seal = ByteBuffer.wrap(block, length, SealedBlocks.SEAL_BYTES).getInt();
        if (seal != SealedBlocks.seal(number, block, length)) {
            length = 0;
            throw new DamagedFileException(name, number, "the checksum does not hold");
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
