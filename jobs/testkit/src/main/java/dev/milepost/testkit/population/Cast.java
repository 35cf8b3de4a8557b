package dev.milepost.testkit.population;

/** Who plays in a scene: people of the scene's own, or people who meet in other scenes too. */
final class Cast {

    private static final int SHARED = 5;

    private final World world;
    private final boolean shared;

    Cast(World world, boolean shared) {
        this.world = world;
        this.shared = shared;
    }

    Person person() {
        if (!shared) {
            return new Person(world.id("u"), world.id("a"));
        }
        String user = world.below(3) == 0 ? world.name("regular", world.below(SHARED)) : world.id("u");
        return new Person(user, browser());
    }

    /** One more browser. */
    String browser() {
        return shared ? world.name("kiosk", world.below(SHARED)) : world.id("a");
    }
}
