package dev.milepost.attribution.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one referral code: its last creation and its owner's first signup for good (about 150 bytes), and
 * the candidates of the last two days (about 120 bytes each).
 */
public final class CodeState {

    /** In the order of (created, event_id). */
    List<CodeFact.Creation> creations = new ArrayList<>();

    /** By identity of the creation. */
    Map<String, CodeFact.OwnerSignup> owners = new LinkedHashMap<>();

    /** Candidates whose answer may still change, by identity. */
    Map<String, CodeFact.Query> queries = new LinkedHashMap<>();

    /** A state that may be changed without changing this one; the elements are immutable. */
    CodeState copy() {
        CodeState copy = new CodeState();
        copy.creations = new ArrayList<>(creations);
        copy.owners = new LinkedHashMap<>(owners);
        copy.queries = new LinkedHashMap<>(queries);
        return copy;
    }
}
