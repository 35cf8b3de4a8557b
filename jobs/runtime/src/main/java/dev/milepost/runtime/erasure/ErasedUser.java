package dev.milepost.runtime.erasure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A user who was erased.
 *
 * @param user the pseudonym that stands for them
 * @param requestedBy who asked for it
 * @param requestedAtMillis when: what is received later is suppressed, whatever it is
 * @param keepsMoney whether a reward or a referral rests on what they did: then what decides about it is kept, under pseudonyms;
 *     else nothing is
 * @param names pseudonyms of everything that names them: the user, their devices, codes, mailboxes, and what nobody else has shown
 * @param renames by the pseudonym of an id that is made of theirs, as a reward's, the id that takes its place
 * @param prints what those ids are found by that may stand within a text: by length, numbers that say nothing without the key
 * @param words names of events, properties and attributes that programs go by: no others are kept
 */
public record ErasedUser(
        String user,
        String requestedBy,
        long requestedAtMillis,
        boolean keepsMoney,
        Set<String> names,
        Map<String, String> renames,
        Map<Integer, Set<Long>> prints,
        Set<String> words) {

    public ErasedUser {
        prints = new TreeMap<>(prints);
        names = new TreeSet<>(names);
        renames = new TreeMap<>(renames);
        words = new TreeSet<>(words);
    }

    /** This one, and what another run has found of the same user. */
    ErasedUser and(ErasedUser later) {
        Set<String> allNames = new TreeSet<>(names);
        allNames.addAll(later.names);
        Map<String, String> allRenames = new TreeMap<>(later.renames);
        allRenames.putAll(renames);
        Map<Integer, Set<Long>> allPrints = new TreeMap<>();
        for (Map<Integer, Set<Long>> some : List.of(prints, later.prints)) {
            some.forEach((length, those) ->
                    allPrints.computeIfAbsent(length, any -> new TreeSet<>()).addAll(those));
        }
        Set<String> allWords = new TreeSet<>(words);
        allWords.addAll(later.words);
        return new ErasedUser(
                user,
                requestedBy,
                requestedAtMillis,
                keepsMoney || later.keepsMoney,
                allNames,
                allRenames,
                allPrints,
                allWords);
    }
}
