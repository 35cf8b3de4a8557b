package dev.milepost.adversaries;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which members of a group hang together by a device, an instrument or an address that they share. */
final class Components {

    private final Map<Account, Account> parents = new LinkedHashMap<>();

    private Components() {}

    /** For each member that shares anything the member with the smallest id that it hangs together with; others have none. */
    static Map<Account, Account> of(Collection<Account> members) {
        Components components = new Components();
        Map<String, Account> owners = new LinkedHashMap<>();
        for (Account member : members) {
            components.parents.put(member, member);
            for (String thing : new String[] {member.device, member.card, member.emailHash}) {
                Account owner = owners.putIfAbsent(thing, member);
                if (owner != null) {
                    components.union(owner, member);
                }
            }
        }
        Map<Account, Integer> sizes = new LinkedHashMap<>();
        members.forEach(member -> sizes.merge(components.root(member), 1, Integer::sum));
        Map<Account, Account> found = new LinkedHashMap<>();
        for (Account member : members) {
            Account root = components.root(member);
            if (sizes.get(root) > 1) {
                found.put(member, root);
            }
        }
        return found;
    }

    private void union(Account one, Account other) {
        Account a = root(one);
        Account b = root(other);
        boolean first = Comparator.comparing((Account account) -> account.name).compare(a, b) <= 0;
        parents.put(first ? b : a, first ? a : b);
    }

    private Account root(Account account) {
        Account root = account;
        while (parents.get(root) != root) {
            root = parents.get(root);
        }
        return root;
    }
}
