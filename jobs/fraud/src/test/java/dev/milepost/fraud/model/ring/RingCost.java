package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.identifier.IdentifierState;
import dev.milepost.fraud.model.identifier.IdentifierStateCodec;
import dev.milepost.fraud.model.identifier.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What rings cost, to be run by hand: links, answers and a new generation, and the bytes of states. Accounts are in groups of 2 to 8 on one
 * or two identifiers.
 */
public final class RingCost {

    private static final int ACCOUNTS = 200_000;
    private static final int ROUNDS = 5;

    private RingCost() {}

    public static void main(String[] args) {
        for (int round = 0; round < ROUNDS; round++) {
            rings(new Random(round));
            identifiers();
        }
    }

    private static void rings(Random random) {
        List<RingEvent> links = links(random);
        long heap = used();
        RingBook book = new RingBook();
        long start = System.nanoTime();
        for (RingEvent each : links) {
            book.apply(each.timeMillis(), List.of(each));
        }
        long linked = System.nanoTime();
        long kept = used() - heap;
        long asked = System.nanoTime();
        long sizes = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            sizes += book.answer("user-" + i, 1).size();
        }
        long answered = System.nanoTime();
        book.advanceTo(2 * RingBook.DAY_MILLIS);
        long renewed = System.nanoTime();
        int bytes = Bytes.of(new RingBookCodec(), book).length;
        System.out.printf(
                "%d links of %d accounts (mean size %.1f): %d ns a link, %d ns an answer, %d ms a generation; an account"
                        + " with %.1f links %d bytes of heap, %d of state%n",
                links.size(),
                book.accounts(),
                (double) sizes / ACCOUNTS,
                (linked - start) / links.size(),
                (answered - asked) / ACCOUNTS,
                (renewed - answered) / 1_000_000,
                (double) links.size() / book.accounts(),
                kept / book.accounts(),
                bytes / book.accounts());
    }

    private static List<RingEvent> links(Random random) {
        List<RingEvent> links = new ArrayList<>();
        for (int from = 0; from < ACCOUNTS; ) {
            int size = 2 + random.nextInt(7);
            for (int i = from; i < Math.min(ACCOUNTS, from + size); i++) {
                links.add(link(IdentifierKind.DEVICE, "device-hash-" + from, i, size));
                if (i % 2 == 0) {
                    links.add(link(IdentifierKind.PAYMENT, "payment-hash-" + from, i, size));
                }
            }
            from += size;
        }
        return links;
    }

    private static RingEvent link(IdentifierKind kind, String hash, int account, int degree) {
        return new RingEvent.Linked(new Link(new Identifier(kind, hash), "user-" + account, degree, true, 1, account));
    }

    private static void identifiers() {
        IdentifierStateCodec codec = new IdentifierStateCodec();
        Identifier self = new Identifier(IdentifierKind.DEVICE, "hash");
        for (int size : new int[] {1, 3, 20, 512, 5_000}) {
            IdentifierState state = new IdentifierState();
            long start = System.nanoTime();
            int sightings = 200_000;
            for (int i = 0; i < sightings; i++) {
                state.see(self, "user-" + i % size, i, false);
            }
            long end = System.nanoTime();
            System.out.printf(
                    "identifier of %d accounts: %d ns a sighting, %d bytes%n",
                    size, (end - start) / sightings, Bytes.of(codec, state).length);
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
