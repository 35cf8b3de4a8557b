package dev.milepost.attribution.program;

import java.util.Set;

public interface ProgramVersion {
    String program();

    String label();

    long windowMillis();

    long clickWindowMillis();

    Set<String> excludeChannels();

    Set<String> evidence();

    boolean bindFirst();

    long halfLifeMillis();

    long qualifiesWithinMillis();
}
