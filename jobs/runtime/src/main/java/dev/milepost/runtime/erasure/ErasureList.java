package dev.milepost.runtime.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All erased users, and the key that their names are made under: a file that only its owner may read. It is a secret, as the key
 * of {@code MILEPOST_HASH_KEY} is: with it and an id somebody can tell whether that user was erased, and which rows were theirs.
 * Thrown away, nobody can; but then what comes of an erased user is taken as anybody's.
 *
 * @param key in hexadecimal
 * @param users in the order in which they were erased first
 */
public record ErasureList(String key, List<ErasedUser> users) {

    private static final int KEY_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    public ErasureList {
        users = List.copyOf(users);
    }

    /** One of nobody, under a new key. */
    public static ErasureList empty() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new ErasureList(HexFormat.of().formatHex(key), List.of());
    }

    /**
     * That of a file; empty where there is no such file.
     *
     * @throws UncheckedIOException where it cannot be read: without it nobody would be erased
     */
    public static Optional<ErasureList> in(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), ErasureList.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The list of erased users " + file + " cannot be read", e);
        }
    }

    /** Writes it, all at once and on the disk. */
    public void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    public Pseudonyms pseudonyms() {
        return new Pseudonyms(key);
    }

    /** What is known of a user by their pseudonym. */
    public Optional<ErasedUser> of(String user) {
        return users.stream().filter(known -> known.user().equals(user)).findFirst();
    }

    /** This list with one more; of one who is in it already, with what was found of them now. */
    public ErasureList with(ErasedUser user) {
        List<ErasedUser> all = new ArrayList<>();
        users.forEach(known -> all.add(known.user().equals(user.user()) ? known.and(user) : known));
        if (of(user.user()).isEmpty()) {
            all.add(user);
        }
        return new ErasureList(key, all);
    }
}
