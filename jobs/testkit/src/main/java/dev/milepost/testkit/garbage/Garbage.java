package dev.milepost.testkit.garbage;

/** A record that no job can use. */
public final class Garbage {

    private final Flaw flaw;
    private final String stream;
    private final String key;
    private final byte[] value;

    Garbage(Flaw flaw, String stream, String key, byte[] value) {
        this.flaw = flaw;
        this.stream = stream;
        this.key = key;
        this.value = value;
    }

    public Flaw flaw() {
        return flaw;
    }

    /** The stream that it goes in by. */
    public String stream() {
        return stream;
    }

    /** The key that a producer would send it under: for a duplicate, that of the record it is in conflict with. */
    public String key() {
        return key;
    }

    /** The bytes of the record, or of the line without its end; null of a tombstone. */
    public byte[] value() {
        return value == null ? null : value.clone();
    }
}
