package dev.milepost.fraud.model.advocate;

import dev.milepost.fraud.model.signal.EmailPair.DomainClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which e-mail domains hand out addresses to everybody, and which hand them out to be thrown away. */
public final class Domains implements Serializable {

    private static final long serialVersionUID = 1L;

    private final HashSet<String> free;
    private final HashSet<String> disposable;

    private Domains(Set<String> free, Set<String> disposable) {
        this.free = new HashSet<>(free);
        this.disposable = new HashSet<>(disposable);
    }

    /** Those that are shipped, and others that a deployment knows to be disposable. */
    public static Domains shipped(Collection<String> moreDisposable) {
        Set<String> disposable = read("disposable-domains.txt");
        moreDisposable.forEach(each -> disposable.add(each.toLowerCase(Locale.ROOT)));
        return new Domains(read("free-domains.txt"), disposable);
    }

    /** The class of a domain, or of the longest one that it is under; null of no domain. */
    DomainClass of(String domain) {
        if (domain == null || domain.isEmpty()) {
            return null;
        }
        String rest = domain.toLowerCase(Locale.ROOT);
        while (true) {
            if (disposable.contains(rest)) {
                return DomainClass.DISPOSABLE;
            } else if (free.contains(rest)) {
                return DomainClass.FREE;
            }
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return DomainClass.COMPANY;
            }
            rest = rest.substring(dot + 1);
        }
    }

    private static Set<String> read(String resource) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Domains.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("The shipped list " + resource + " cannot be read", e);
        }
    }
}
