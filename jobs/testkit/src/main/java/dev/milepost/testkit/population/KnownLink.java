package dev.milepost.testkit.population;

import dev.milepost.schemas.event.Click;
import java.util.Arrays;
import java.util.Objects;

/**
 * The few addresses that populations use, each with the channel and campaign it stands for by construction. So an
 * oracle needs no rules of its own for addresses.
 */
public enum KnownLink {
    NONE(null, null, "direct", ""),
    OWN_PAGE("https://shop.example/pricing", null, "direct", ""),
    PAID_GOOGLE(
            "https://shop.example/?utm_source=google&utm_medium=cpc&utm_campaign=brand",
            "https://www.google.com/",
            "paid_search",
            "brand"),
    GCLID("https://shop.example/?gclid=Cj0KCQ", "https://www.google.com/", "paid_search", ""),
    GOOGLE("https://shop.example/", "https://www.google.com/", "organic_search", ""),
    NEWSLETTER(
            "https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=weekly",
            null,
            "email",
            "weekly"),
    FACEBOOK("https://shop.example/", "https://www.facebook.com/", "social", ""),
    BLOG("https://shop.example/", "https://blog.neighbour.example/post", "referring_site", "");

    private final String url;
    private final String referrer;
    private final String channel;
    private final String campaign;

    KnownLink(String url, String referrer, String channel, String campaign) {
        this.url = url;
        this.referrer = referrer;
        this.channel = channel;
        this.campaign = campaign;
    }

    /** The kind of address that {@code click} came by. */
    public static KnownLink of(Click click) {
        return Arrays.stream(values())
                .filter(link -> Objects.equals(link.url, click.getUrl())
                        && Objects.equals(link.referrer, click.getReferrerUrl()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No channel is known by construction for url "
                        + click.getUrl() + " with referrer " + click.getReferrerUrl()
                        + ": declare the click's channel, or add the pair to KnownLink"));
    }

    public String channel() {
        return channel;
    }

    /** Gives a click of any origin one of these addresses, by its event_id; none where it has no address. */
    public static void readdress(Click click) {
        boolean none = click.getUrl() == null && click.getReferrerUrl() == null;
        KnownLink link =
                none ? NONE : values()[1 + Math.floorMod(click.getEventId().hashCode(), values().length - 1)];
        click.setUrl(link.url);
        click.setReferrerUrl(link.referrer);
    }

    /** The address's utm_campaign; empty where it has none. */
    public String campaign() {
        return campaign;
    }

    void visit(Click.Builder click) {
        click.setUrl(url).setReferrerUrl(referrer);
    }
}
