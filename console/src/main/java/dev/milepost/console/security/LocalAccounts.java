package dev.milepost.console.security;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * Accounts of the embedded stack: a JSON file of names with their roles and hashed passwords, which only its owner may read.
 *
 * <p>Passwords are kept as PBKDF2 with HMAC-SHA256, 310,000 rounds and 16 bytes of salt (OWASP's Password Storage Cheat Sheet
 * of 2021). The file is read anew with every request, so that an account which was taken away is gone at once, and its sessions with it.
 */
public final class LocalAccounts {

    /** Fewest characters of a password (NIST SP 800-63B asks for 8). */
    public static final int SHORTEST_PASSWORD = 12;

    private static final int LONGEST_PASSWORD = 256;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pbkdf2PasswordEncoder ENCODER = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();

    private final Path file;

    /** What is checked for a name that there is not, so that an answer takes as long. */
    private final String nobody = ENCODER.encode("nobody's");

    /** Accounts of that file; it need not be there yet. */
    public LocalAccounts(Path file) {
        this.file = file;
    }

    /**
     * @param roles by their ids, sorted
     * @param password its hash
     * @param token the hash of its token; null: it has none
     */
    private record Entry(Set<String> roles, String password, String token) {}

    /** Who it is, where the password is right: until the account is taken away, or has another password. */
    public Optional<SignedIn> find(String name, String password) throws IOException {
        Entry entry = read().get(name);
        String given = password.length() > LONGEST_PASSWORD ? "" : password;
        boolean right = ENCODER.matches(given, entry == null ? nobody : entry.password());
        return right && entry != null
                ? Optional.of(new SignedIn(account(name, entry), () -> standing(name, entry.password())))
                : Optional.empty();
    }

    /** @param hash of the password that they signed in with */
    private Optional<Account> standing(String name, String hash) {
        return Optional.ofNullable(now().get(name))
                .filter(entry -> entry.password().equals(hash))
                .map(entry -> account(name, entry));
    }

    /**
     * Adds an account, or gives one that there is another password and other roles; a token that it had is of no use any more.
     *
     * @throws IllegalArgumentException where name, password or roles are not allowed; the message says what is
     */
    public void put(String name, Set<Role> roles, String password) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name '" + name
                            + "' is not allowed: up to 63 of a-z, 0-9, '.', '_', '@' and '-', beginning with a letter or digit.");
        }
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "A password has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters.");
        }
        if (roles.isEmpty() || roles.contains(Role.ANYONE)) {
            throw new IllegalArgumentException("An account has one role or more of "
                    + Role.OF_ACCOUNTS.stream().map(Role::id).collect(Collectors.joining(", ")) + ".");
        }
        Map<String, Entry> entries = read();
        entries.put(
                name,
                new Entry(
                        roles.stream().map(Role::id).collect(Collectors.toCollection(TreeSet::new)),
                        ENCODER.encode(password),
                        null));
        write(entries);
    }

    /** Whether there is an account of that name. */
    public boolean has(String name) throws IOException {
        return read().containsKey(name);
    }

    /** All accounts, by name. */
    public List<Account> all() throws IOException {
        return new TreeMap<>(read())
                .entrySet().stream()
                        .map(each -> account(each.getKey(), each.getValue()))
                        .toList();
    }

    /** Makes a token for an account, in place of the one it had; empty where there is no such account. */
    public Optional<String> token(String name) throws IOException {
        Map<String, Entry> entries = read();
        Entry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        String token = Tokens.next();
        entries.put(name, new Entry(entry.roles(), entry.password(), Tokens.hash(token)));
        write(entries);
        return Optional.of(token);
    }

    /** Whose token it is. A token is random: its plain hash is as good as the token is long. */
    public Optional<Account> bearer(String token) {
        String hash = Tokens.hash(token);
        return now().entrySet().stream()
                .filter(each -> each.getValue().token() != null
                        && Tokens.same(each.getValue().token(), hash))
                .map(each -> account(each.getKey(), each.getValue()))
                .findFirst();
    }

    /** Takes an account away; whether there was one. */
    public boolean remove(String name) throws IOException {
        Map<String, Entry> entries = read();
        boolean was = entries.remove(name) != null;
        if (was) {
            write(entries);
        }
        return was;
    }

    private static Account account(String name, Entry entry) {
        return new Account(
                name,
                entry.roles().stream().flatMap(role -> Role.of(role).stream()).collect(Collectors.toSet()));
    }

    private Map<String, Entry> now() {
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException("The accounts cannot be read", e);
        }
    }

    private Map<String, Entry> read() throws IOException {
        if (!Files.exists(file)) {
            return new LinkedHashMap<>();
        }
        return JSON.readValue(Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Entry>>() {});
    }

    private void write(Map<String, Entry> entries) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entries), StandardOpenOption.WRITE);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
