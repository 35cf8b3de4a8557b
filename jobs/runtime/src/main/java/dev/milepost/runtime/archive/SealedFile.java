package dev.milepost.runtime.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A file that is whole and waits, hidden, for its checkpoint.
 *
 * @param sealed its hidden name
 * @param name the name that it will have
 */
record SealedFile(String sealed, ArchiveName name) {

    /** As two lines of text. */
    static final class Serializer implements SimpleVersionedSerializer<SealedFile> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(SealedFile file) {
            return (file.sealed() + "\n" + file.name()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public SealedFile deserialize(int version, byte[] bytes) throws IOException {
            String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
            if (version != 1 || lines.length != 2) {
                throw new IOException("A checkpoint's note of an archive file cannot be read: version " + version);
            }
            return new SealedFile(
                    lines[0],
                    ArchiveName.parse(lines[1])
                            .orElseThrow(() -> new IOException("No name of an archive file: " + lines[1])));
        }
    }
}
