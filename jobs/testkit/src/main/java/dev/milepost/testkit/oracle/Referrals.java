package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.AcceptedLog.stamp;

import dev.milepost.schemas.event.Click;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Referral codes, as they were created, and invites, as they were sent. */
final class Referrals {

    private static final Duration INVITE_LIFE = Duration.ofDays(90);

    private final Map<String, List<Creation>> creations = new HashMap<>();
    private final Map<String, List<Invite>> invites = new HashMap<>();

    /** From {@code at} on, {@code ownerId} owns {@code code} in {@code program}. */
    record Creation(Stamp at, String code, String ownerId, String program, Instant knownAt) {}

    /** Somebody was sent {@code code}. */
    record Invite(Stamp at, String code) {}

    Referrals(AcceptedLog log, Identities identities, DailyLimit limit) {
        for (Click click : log.clicks()) {
            if (!Texts.present(click.getReferralCode()) || !limit.counts(click)) {
                continue;
            }
            if (click.getName().equals("referral_code_created")) {
                identities
                        .owner(click)
                        .ifPresent(owner -> creations
                                .computeIfAbsent(click.getReferralCode(), code -> new ArrayList<>())
                                .add(new Creation(
                                        stamp(click),
                                        click.getReferralCode(),
                                        owner.userId(),
                                        click.getProperties().getOrDefault("program", ProgramBook.DEFAULT),
                                        owner.knownAt())));
            }
            String invitee = click.getProperties().get("invitee_email_hash");
            if (click.getName().equals("invite_sent") && Texts.present(invitee)) {
                invites.computeIfAbsent(invitee, hash -> new ArrayList<>())
                        .add(new Invite(stamp(click), click.getReferralCode()));
            }
        }
    }

    /** Invites to the address, earlier than {@code signup} and at most 90 d before it, newest first. */
    List<Invite> invitesTo(String emailHash, Stamp signup) {
        return invites.getOrDefault(emailHash, List.of()).stream()
                .filter(invite -> invite.at().earlierThan(signup))
                .filter(invite -> invite.at().within(INVITE_LIFE, signup.time()))
                .sorted(Comparator.comparing(Invite::at).reversed())
                .toList();
    }

    /**
     * The creation that decides whose the code is at a signup: the latest earlier than the signup, else the earliest
     * at all, of those known by {@code deadline}. Empty where the code is unknown.
     */
    Optional<Creation> resolve(String code, Stamp signup, Instant deadline) {
        List<Creation> known = creations.getOrDefault(code, List.of()).stream()
                .filter(creation -> !creation.knownAt().isAfter(deadline))
                .sorted(Comparator.comparing(Creation::at))
                .toList();
        return known.stream()
                .filter(creation -> creation.at().earlierThan(signup))
                .reduce((one, later) -> later)
                .or(() -> known.stream().findFirst());
    }
}
