package dev.milepost.console;

import dev.milepost.console.security.Role;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Set;

/**
 * One thing that can be asked of the console.
 *
 * @param method GET or POST
 * @param path with its places in braces
 * @param roles who may; an admin always
 * @param handler what answers
 */
public record Route(HandlerType method, String path, Set<Role> roles, Handler handler) {

    /** Something that is read. */
    public static Route get(String path, Set<Role> roles, Handler handler) {
        return new Route(HandlerType.GET, path, roles, handler);
    }

    /** Something that is changed. */
    public static Route post(String path, Set<Role> roles, Handler handler) {
        return new Route(HandlerType.POST, path, roles, handler);
    }
}
