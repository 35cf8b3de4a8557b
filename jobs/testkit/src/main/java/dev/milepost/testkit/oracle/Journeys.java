package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.AcceptedLog.stamp;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.testkit.oracle.Bindings.Binding;
import dev.milepost.testkit.programs.Qualification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps referral.bound and referral.qualified of every bound referral. */
final class Journeys {

    private final AcceptedLog log;
    private final Set<Purchase> refusedSales;
    private final Map<String, List<Click>> clicksByOwner;

    /** Takes the conversions for their refused sales, which are dead letters and so qualify nothing. */
    Journeys(AcceptedLog log, Identities identities, DailyLimit limit, Conversions conversions) {
        this.log = log;
        this.refusedSales = conversions.refusedSales();
        this.clicksByOwner = log.clicks().stream()
                .filter(limit::counts)
                .filter(click -> identities.owner(click).isPresent())
                .collect(Collectors.groupingBy(
                        click -> identities.owner(click).orElseThrow().userId()));
    }

    List<JourneyEvent> rows(Bindings bindings) {
        List<JourneyEvent> rows = new ArrayList<>();
        bindings.byReferee().forEach((referee, binding) -> {
            rows.add(row("referral.bound", referee, binding, binding.signup()));
            qualified(referee, binding).ifPresent(at -> rows.add(row("referral.qualified", referee, binding, at)));
        });
        return rows;
    }

    private static JourneyEvent row(String name, String referee, Binding binding, Stamp cause) {
        return new JourneyEvent(
                referee,
                name + "/" + binding.referralId(),
                name,
                cause.time(),
                binding.referralId(),
                binding.advocateId(),
                binding.program().program(),
                cause.eventId());
    }

    private Optional<Stamp> qualified(String referee, Binding binding) {
        Qualification wanted = binding.program().qualifies();
        return matching(referee, wanted, binding.program().currency()).stream()
                .filter(at -> at.laterThan(binding.signup()))
                .filter(at -> binding.signup().within(wanted.within(), at.time()))
                .min(Comparator.naturalOrder());
    }

    private List<Stamp> matching(String userId, Qualification wanted, String currency) {
        List<Stamp> found = new ArrayList<>();
        if (wanted.amountAtLeastMinor() == null) {
            clicksByOwner.getOrDefault(userId, List.of()).stream()
                    .filter(click -> click.getName().equals(wanted.event()))
                    .forEach(click -> found.add(stamp(click)));
            log.signupsOf(userId).stream()
                    .filter(signup -> wanted.event().equals("signup"))
                    .forEach(signup -> found.add(stamp(signup)));
        }
        log.purchasesOf(userId).stream()
                .filter(purchase ->
                        purchase.getKind().name().toLowerCase(Locale.ROOT).equals(wanted.event()))
                .filter(purchase -> !refusedSales.contains(purchase))
                .filter(purchase -> isEnough(purchase, wanted, currency))
                .forEach(purchase -> found.add(stamp(purchase)));
        return found;
    }

    private static boolean isEnough(Purchase purchase, Qualification wanted, String currency) {
        return wanted.amountAtLeastMinor() == null
                || (purchase.getCurrency().equals(currency)
                        && purchase.getAmountMinor() >= wanted.amountAtLeastMinor());
    }
}
