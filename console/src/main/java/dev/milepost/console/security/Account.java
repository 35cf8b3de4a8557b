package dev.milepost.console.security;

import java.util.Set;

/**
 * Somebody who signed in.
 *
 * @param name unique; what reviews and the record name as actor
 * @param roles at least one
 */
public record Account(String name, Set<Role> roles) {

    public Account {
        roles = Set.copyOf(roles);
    }

    /** Whether one of the roles, or being an admin, lets them. */
    public boolean may(Role role) {
        return roles.contains(role) || roles.contains(Role.ADMIN);
    }
}
