package dev.milepost.console.security;

import java.time.Instant;

/**
 * Somebody's visit from signing in to signing out.
 *
 * @param account who, as the account is now
 * @param forgery the token that each of their changes carries, so that no other site can send one in their name
 * @param began when they signed in
 */
public record Session(Account account, String forgery, Instant began) {}
