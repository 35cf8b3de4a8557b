package dev.milepost.attribution.program;

import java.io.Serializable;

public interface ProgramCatalog extends Serializable {
    String DEFAULT = "default";

    ProgramVersion at(String p, long t);

    long maxWindowMillis();

    long maxClickWindowMillis();
}
