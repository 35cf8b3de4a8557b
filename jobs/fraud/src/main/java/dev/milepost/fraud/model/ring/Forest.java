package dev.milepost.fraud.model.ring;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Union-find by size with halving of paths (Tarjan and van Leeuwen 1984), over accounts that are numbered from 0. It knows the
 * members and the smallest account of each component. The answers are those of the links, whatever their order; except with a limit
 * that is reached.
 *
 * <p>State: 16 bytes an account.
 */
final class Forest {

    private final List<Account> accounts;
    private final int limit;
    private int[] parent = new int[16];
    private int[] size = new int[16];

    /** The next member, in a circle. */
    private int[] next = new int[16];

    /** Of a root: the account with the smallest id. */
    private int[] least = new int[16];

    /**
     * @param accounts to know ids by numbers
     * @param limit no component becomes greater
     */
    Forest(List<Account> accounts, int limit) {
        this.accounts = accounts;
        this.limit = limit;
    }

    void add(int account) {
        if (account == parent.length) {
            parent = Arrays.copyOf(parent, 2 * account);
            size = Arrays.copyOf(size, 2 * account);
            next = Arrays.copyOf(next, 2 * account);
            least = Arrays.copyOf(least, 2 * account);
        }
        parent[account] = account;
        size[account] = 1;
        next[account] = account;
        least[account] = account;
    }

    int root(int account) {
        int at = account;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Does nothing where that would pass the limit. */
    void unite(int one, int other) {
        int a = root(one);
        int b = root(other);
        if (a == b || (long) size[a] + size[b] > limit) {
            return;
        }
        int winner = size[a] >= size[b] ? a : b;
        int loser = winner == a ? b : a;
        parent[loser] = winner;
        size[winner] += size[loser];
        if (id(least[loser]).compareTo(id(least[winner])) < 0) {
            least[winner] = least[loser];
        }
        int swapped = next[winner];
        next[winner] = next[loser];
        next[loser] = swapped;
    }

    int size(int account) {
        return size[root(account)];
    }

    int least(int account) {
        return least[root(account)];
    }

    void forEachMember(int account, IntConsumer each) {
        int at = account;
        do {
            each.accept(at);
            at = next[at];
        } while (at != account);
    }

    private String id(int account) {
        return accounts.get(account).id;
    }
}
