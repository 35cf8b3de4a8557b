package dev.milepost.simulator;

import java.util.List;

/**
 * How a visit begins: the page's address and the page before, or a channel that the producer declares.
 *
 * @param referrerUrl null where the browser tells none
 * @param channel null where the producer declares none, which is nearly always
 */
public record Landing(String url, String referrerUrl, String channel, String campaign) {

    public static final String SITE = "https://www.example.com";

    private static final List<String> PAGES =
            List.of("/", "/", "/pricing", "/features", "/blog/first-steps", "/docs/start", "/customers", "/signup");
    private static final List<String> CAMPAIGNS = List.of("spring-launch", "always-on", "brand", "retargeting-q1");

    private static final List<String> ORGANIC = List.of(
            "https://www.google.com/",
            "https://www.google.co.uk/",
            "https://www.google.de/",
            "https://www.bing.com/search?q=project+milestones",
            "https://duckduckgo.com/",
            "https://search.yahoo.com/search?p=task+tracker");
    private static final List<String> SOCIAL = List.of(
            "https://t.co/Xk3fQ9aLm2",
            "https://www.facebook.com/",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.example.com%2F",
            "https://www.linkedin.com/feed/",
            "https://l.instagram.com/",
            "https://www.reddit.com/r/productivity/");
    private static final List<String> SITES = List.of(
            "https://news.ycombinator.com/item?id=40000001",
            "https://blog.partner.example.net/ten-tools",
            "https://www.reviews.example.org/best-trackers?page=2",
            "https://medium.com/@someone/how-we-plan");

    /** Any way in but a friend's link. */
    public static Landing draw(Dice dice) {
        String page = SITE + dice.pick(PAGES);
        String campaign = dice.pick(CAMPAIGNS);
        return switch (dice.weighted(24, 12, 8, 9, 12, 4, 3, 6, 20, 2)) {
            case 0 -> new Landing(page, dice.pick(ORGANIC), null, null);
            case 1 -> paidSearch(dice, page, campaign);
            case 2 ->
                new Landing(
                        page + "?utm_source=facebook&utm_medium=paid_social&utm_campaign=" + campaign + "&fbclid=IwAR"
                                + (1000 + dice.below(9000)),
                        "https://www.facebook.com/",
                        null,
                        null);
            case 3 -> new Landing(page, dice.pick(SOCIAL), null, null);
            case 4 ->
                new Landing(
                        page + "?utm_source=newsletter&utm_medium=email&utm_campaign=weekly-" + (1 + dice.below(12)),
                        dice.chance(0.3) ? "https://mail.google.com/" : null,
                        null,
                        null);
            case 5 ->
                new Landing(
                        page + "?utm_source=partner-" + (1 + dice.below(9))
                                + "&utm_medium=affiliate&utm_campaign=deals",
                        "https://deals.partner.example.net/",
                        null,
                        null);
            case 6 ->
                new Landing(
                        page + "?utm_source=adnet&utm_medium=display&utm_campaign=" + campaign,
                        "https://ads.adnet.example.net/frame",
                        null,
                        null);
            case 7 -> new Landing(page, dice.pick(SITES), null, null);
            case 8 -> direct(page);
            default -> new Landing(page, null, "podcast", "episode-" + (1 + dice.below(40)));
        };
    }

    /** By typing, by a bookmark, or from within the product. */
    public static Landing direct(String page) {
        return new Landing(page, null, null, null);
    }

    /** What a friend's link looks like where it was posted. */
    public static Landing shared(Dice dice, String code) {
        String url = SITE + "/r/" + code;
        return switch (dice.weighted(40, 20, 15, 15, 10)) {
            case 0 -> direct(url);
            case 1 -> new Landing(url, "https://t.co/Xk3fQ9aLm2", null, null);
            case 2 -> new Landing(url + "?utm_source=whatsapp&utm_medium=social", null, null, null);
            case 3 -> new Landing(url, "https://www.facebook.com/", null, null);
            default -> new Landing(url + "?utm_source=invite&utm_medium=email&utm_campaign=referral", null, null, null);
        };
    }

    private static Landing paidSearch(Dice dice, String page, String campaign) {
        return dice.chance(0.7)
                ? new Landing(
                        page + "?utm_source=google&utm_medium=cpc&utm_campaign=" + campaign + "&gclid=Cj0K"
                                + (100_000 + dice.below(900_000)),
                        "https://www.google.com/",
                        null,
                        null)
                : new Landing(
                        page + "?utm_source=bing&utm_medium=ppc&utm_campaign=" + campaign + "&msclkid="
                                + (100_000 + dice.below(900_000)),
                        "https://www.bing.com/",
                        null,
                        null);
    }
}
