package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;

/**
 * Weak traces over an advocate's referees, that are nothing each by itself.
 *
 * @param referees how many there are
 * @param disposable how many have a disposable address
 * @param devices how many are on a device that other accounts are on too
 * @param emails how many have an address like the advocate's
 * @param qualified how many have qualified, so have shown how they pay
 * @param cards of these, how many are on an instrument that other accounts are on too
 * @param leadsMillis from click to signup, of those with a click; at most 50
 */
public record Traces(
        int referees, int disposable, int devices, int emails, int qualified, int cards, List<Long> leadsMillis) {

    public static final Traces NONE = new Traces(0, 0, 0, 0, 0, 0, List.of());

    static final int DISPOSABLE = 1;
    static final int DEVICE = 2;
    static final int CARD = 4;
    static final int EMAIL = 8;

    public Traces {
        leadsMillis = List.copyOf(leadsMillis);
    }

    /** What identifiers and the address say of one referee, a bit for each. */
    public static int marks(List<IdentifierEvidence> identifiers, EmailPair email) {
        return (email.domain() == EmailPair.DomainClass.DISPOSABLE ? DISPOSABLE : 0)
                | (isShared(identifiers, IdentifierKind.DEVICE) ? DEVICE : 0)
                | (isShared(identifiers, IdentifierKind.PAYMENT) ? CARD : 0)
                | (SelfEmail.likeness(email) > 0 ? EMAIL : 0);
    }

    private static boolean isShared(List<IdentifierEvidence> identifiers, IdentifierKind kind) {
        return identifiers.stream().anyMatch(each -> each.kind() == kind && each.degree() > 1);
    }

    static Traces of(List<Referee> referees) {
        return new Traces(
                referees.size(),
                with(DISPOSABLE, referees),
                with(DEVICE, referees),
                with(EMAIL, referees),
                (int) referees.stream().filter(Referee::isQualified).count(),
                (int) referees.stream()
                        .filter(each -> each.isQualified() && (each.marks() & CARD) != 0)
                        .count(),
                referees.stream()
                        .map(Referee::leadMillis)
                        .filter(lead -> lead >= 0)
                        .toList());
    }

    private static int with(int mark, List<Referee> referees) {
        return (int)
                referees.stream().filter(each -> (each.marks() & mark) != 0).count();
    }
}
