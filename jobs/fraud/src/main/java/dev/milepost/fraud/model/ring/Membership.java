package dev.milepost.fraud.model.ring;

import java.util.Comparator;

/** That an identifier links an account with others. */
final class Membership {

    static final Comparator<Membership> BY_ACCOUNT = Comparator.comparing(each -> each.account.id);

    final Account account;
    final Group group;

    /** It still counts, until midnight. */
    boolean ended;

    Membership(Account account, Group group) {
        this.account = account;
        this.group = group;
    }
}
