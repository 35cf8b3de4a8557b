package dev.milepost.runtime.sealed;

import java.io.IOException;

/** A file is not what was written. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedFileException(String file, long block, String what) {
        super("The file " + file + " is damaged: " + what + " in its block " + block
                + ". What rests on it cannot be trusted: go on from an earlier checkpoint, as a new start");
    }
}
