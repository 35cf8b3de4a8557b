package dev.milepost.console.web;

import dev.milepost.console.security.Account;
import java.util.List;

/**
 * What surrounds a page's own content.
 *
 * @param title of the page
 * @param account who is signed in; null: nobody
 * @param token that each change carries; empty where nobody is signed in
 * @param rooms where they may go, in order
 * @param path of the page, to say which room it is of
 */
public record Frame(String title, Account account, String token, List<Room> rooms, String path) {

    /**
     * A place in the navigation.
     *
     * @param title as people read it
     * @param path where it is
     */
    public record Room(String title, String path) {}

    /** Whether the page is of that room. */
    public boolean isOf(Room room) {
        return path.equals(room.path()) || path.startsWith(room.path() + "/");
    }
}
