package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Decay;
import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.ring.RingEvent.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Accounts and groups of a day, and the forests that they make. What has ended stays in them. */
final class Generation {

    private final int limit;
    final List<Account> accounts = new ArrayList<>();
    final Map<String, Account> byId = new HashMap<>();
    final Map<Identifier, Group> groups = new HashMap<>();

    /** By all that links; by devices and payment instruments; by those of these that keep it within the limit. */
    final Forest all = new Forest(accounts, Integer.MAX_VALUE);

    final Forest strong = new Forest(accounts, Integer.MAX_VALUE);
    final Forest limited;

    Generation(int limit) {
        this.limit = limit;
        this.limited = new Forest(accounts, limit);
    }

    Account account(String id) {
        Account known = byId.get(id);
        return known == null ? add(new Account(id, accounts.size())) : known;
    }

    private Account add(Account account) {
        accounts.add(account);
        byId.put(account.id, account);
        all.add(account.number);
        strong.add(account.number);
        limited.add(account.number);
        return account;
    }

    Group group(Identifier identifier) {
        return groups.computeIfAbsent(identifier, Group::new);
    }

    /** Lets an account be of a group from now on. */
    Membership join(Account account, Group group) {
        Membership known = group.of(account);
        if (known != null) {
            known.ended = false;
            return known;
        }
        Membership membership = new Membership(account, group);
        unite(membership);
        group.members.add(membership);
        account.memberships.add(membership);
        return membership;
    }

    private void unite(Membership joining) {
        Group group = joining.group;
        if (group.members.isEmpty() || !group.identifier.kind().links()) {
            return;
        }
        int number = joining.account.number;
        all.unite(number, group.members.get(0).account.number);
        if (group.identifier.kind().isStrong()) {
            strong.unite(number, group.members.get(0).account.number);
            for (Membership other : group.members) {
                limited.unite(number, other.account.number);
            }
        }
    }

    /** The forest by which an account's component is told. */
    Forest forest(Account account) {
        if (all.size(account.number) <= limit) {
            return all;
        }
        return strong.size(account.number) <= limit ? strong : limited;
    }

    /** The next one, of what is left and young enough. */
    Generation next(long midnightMillis) {
        Generation next = new Generation(limit);
        Set<Account> advocates = advocates(midnightMillis);
        for (Account account : accounts) {
            if (isLeft(account, midnightMillis) || advocates.contains(account)) {
                next.take(account);
            }
        }
        for (Account account : accounts) {
            next.takeReferrers(account, midnightMillis);
        }
        List<Group> ordered = new ArrayList<>(groups.values());
        ordered.sort(Group.BY_WEIGHT);
        ordered.forEach(next::take);
        return next;
    }

    private Set<Account> advocates(long midnightMillis) {
        Set<Account> advocates = new HashSet<>();
        for (Account account : accounts) {
            for (Account.Referrer each : account.referrers) {
                if (isYoung(each, midnightMillis)) {
                    advocates.add(each.advocate());
                }
            }
        }
        return advocates;
    }

    private static boolean isLeft(Account account, long midnightMillis) {
        if (account.barred != null) {
            account.barred.values().removeIf(since -> since <= midnightMillis - Decay.FORGOTTEN_MILLIS);
            account.barred = account.barred.isEmpty() ? null : account.barred;
        }
        if (account.label != Label.NONE && account.labelledMillis <= midnightMillis - Decay.FORGOTTEN_MILLIS) {
            account.label = Label.NONE;
        }
        return account.barred != null
                || account.label != Label.NONE
                || account.memberships.stream().anyMatch(each -> !each.ended)
                || account.referrers.stream().anyMatch(each -> isYoung(each, midnightMillis));
    }

    private static boolean isYoung(Account.Referrer referrer, long midnightMillis) {
        return referrer.timeMillis() > midnightMillis - RingBook.REFERRAL_MILLIS;
    }

    private void take(Account old) {
        Account account = account(old.id);
        account.label = old.label;
        account.labelledMillis = old.labelledMillis;
        account.barred = old.barred;
    }

    private void takeReferrers(Account old, long midnightMillis) {
        for (Account.Referrer each : old.referrers) {
            if (isYoung(each, midnightMillis)) {
                account(old.id)
                        .referredBy(new Account.Referrer(account(each.advocate().id), each.bound(), each.timeMillis()));
            }
        }
    }

    private void take(Group old) {
        List<Membership> left = new ArrayList<>(old.members);
        left.removeIf(each -> each.ended);
        left.sort(Membership.BY_ACCOUNT);
        for (Membership each : left) {
            Group group = group(old.identifier);
            group.degree = old.degree;
            join(account(each.account.id), group);
        }
    }
}
