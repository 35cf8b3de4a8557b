/**
 * Who may do what: accounts and roles, sessions, forged requests, limits, headers, and the record of everything that was changed.
 */
package dev.milepost.console.security;
