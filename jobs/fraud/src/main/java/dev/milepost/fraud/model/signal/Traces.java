package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;

/**
 * Weak traces over an advocate's referees, that are nothing each by itself.
 *
 * @param referees how many there are
 * @param disposable how many have a disposable address
 * @param devices how many are on a device that other accounts are on too
 * @param strangeDevices how many of these are on one that the advocate is not on
 * @param emails how many have an address like the advocate's
 * @param networks how many are behind a network of the advocate's or of an earlier referee's
 * @param qualified how many have qualified, so have shown how they pay
 * @param cards of these, how many are on an instrument that other accounts are on too
 * @param strangeCards how many of these are on one that the advocate is not on
 * @param leadsMillis from click to signup, of those with a click; at most 50
 * @param own the marks of the referee that is assessed
 */
public record Traces(
        int referees,
        int disposable,
        int devices,
        int strangeDevices,
        int emails,
        int networks,
        int qualified,
        int cards,
        int strangeCards,
        List<Long> leadsMillis,
        int own) {

    public static final Traces NONE = new Traces(0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), 0);

    static final int DISPOSABLE = 1;
    static final int DEVICE = 2;
    static final int CARD = 4;
    static final int EMAIL = 8;
    static final int NETWORK = 16;
    static final int STRANGE_DEVICE = 32;
    static final int STRANGE_CARD = 64;

    public Traces {
        leadsMillis = List.copyOf(leadsMillis);
    }

    /** What identifiers and the address say of one referee, a bit for each. */
    public static int marks(List<IdentifierEvidence> identifiers, EmailPair email) {
        return (email.domain() == EmailPair.DomainClass.DISPOSABLE ? DISPOSABLE : 0)
                | shared(identifiers, IdentifierKind.DEVICE, DEVICE, STRANGE_DEVICE)
                | shared(identifiers, IdentifierKind.PAYMENT, CARD, STRANGE_CARD)
                | (SelfEmail.likeness(email) > 0 ? EMAIL : 0)
                | (isAdvocates(identifiers, IdentifierKind.IP24) ? NETWORK : 0);
    }

    private static int shared(List<IdentifierEvidence> identifiers, IdentifierKind kind, int mark, int strange) {
        int marks = 0;
        for (IdentifierEvidence each : identifiers) {
            if (each.kind() == kind && each.degree() > 1) {
                marks |= each.advocateOnIt() ? mark : mark | strange;
            }
        }
        return marks;
    }

    private static boolean isAdvocates(List<IdentifierEvidence> identifiers, IdentifierKind kind) {
        return identifiers.stream().anyMatch(each -> each.kind() == kind && each.advocateOnIt());
    }

    static Traces of(List<Referee> referees, Referee assessed) {
        List<Referee> qualified = referees.stream().filter(Referee::isQualified).toList();
        return new Traces(
                referees.size(),
                with(DISPOSABLE, referees),
                with(DEVICE, referees),
                with(STRANGE_DEVICE, referees),
                with(EMAIL, referees),
                with(NETWORK, referees),
                qualified.size(),
                with(CARD, qualified),
                with(STRANGE_CARD, qualified),
                referees.stream()
                        .map(Referee::leadMillis)
                        .filter(lead -> lead >= 0)
                        .toList(),
                assessed == null ? 0 : assessed.marks());
    }

    private static int with(int mark, List<Referee> referees) {
        return (int)
                referees.stream().filter(each -> (each.marks() & mark) != 0).count();
    }
}
