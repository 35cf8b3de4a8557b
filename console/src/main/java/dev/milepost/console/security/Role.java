package dev.milepost.console.security;

import io.javalin.security.RouteRole;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an account may do. A route names the roles that may come; {@link #ADMIN} may come wherever somebody signed in may. */
public enum Role implements RouteRole {

    /** Nobody needs to sign in. */
    ANYONE,
    /** Reads dashboards, customers, programs and experiments. */
    ANALYST,
    /** Answers for programs and experiments; reads what an analyst reads, but for the queue of cases. */
    GROWTH,
    /** Works the queue of cases. */
    REVIEWER,
    /** All of these, and the record of what was changed. */
    ADMIN;

    /** Roles that an account may have. */
    public static final Set<Role> OF_ACCOUNTS = EnumSet.complementOf(EnumSet.of(ANYONE));

    /** Who reads cases and verdicts, as rows and as dashboards. Who works the queue is a reviewer. */
    public static final Set<Role> READERS_OF_FRAUD = EnumSet.of(ANALYST, REVIEWER);

    /** As files and tokens write it: {@code reviewer}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The account's role of that name. */
    public static Optional<Role> of(String id) {
        return OF_ACCOUNTS.stream().filter(role -> role.id().equals(id)).findFirst();
    }

    /** Whether somebody with these roles may come where the route names those. */
    static boolean mayCome(Set<Role> held, Set<? extends RouteRole> named) {
        return named.contains(ANYONE)
                || (!named.isEmpty() && held.contains(ADMIN))
                || Stream.of(values()).anyMatch(role -> held.contains(role) && named.contains(role));
    }
}
