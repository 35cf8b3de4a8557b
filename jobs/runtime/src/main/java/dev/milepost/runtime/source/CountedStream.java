package dev.milepost.runtime.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes are read. */
final class CountedStream extends FilterInputStream {

    private final LongConsumer consumed;

    CountedStream(InputStream in, LongConsumer consumed) {
        super(in);
        this.consumed = consumed;
    }

    /** Closes what may not have been opened; the reason for closing it matters more than how that goes. */
    static void closeQuietly(InputStream in) {
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                // Nothing was written to it.
            }
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            consumed.accept(1);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (read > 0) {
            consumed.accept(read);
        }
        return read;
    }
}
