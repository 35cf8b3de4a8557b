package dev.milepost.milestones.model.people;

/** The keys of subjects: a user, be it for their asks, as advocate or as referee; or an account. */
public final class Subjects {

    private static final String USER = "u/";
    private static final String ACCOUNT = "a/";

    private Subjects() {}

    public static String user(String userId) {
        return USER + userId;
    }

    public static String account(String accountId) {
        return ACCOUNT + accountId;
    }

    /** The id of the user or account. */
    public static String id(String subject) {
        return subject.substring(USER.length());
    }
}
