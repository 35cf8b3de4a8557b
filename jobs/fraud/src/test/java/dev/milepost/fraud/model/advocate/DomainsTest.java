package dev.milepost.fraud.model.advocate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.signal.EmailPair.DomainClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainsTest {

    private final Domains domains = Domains.shipped(List.of("Throwaway.Example"));

    @Test
    void aDomainIsOfTheClassOfTheLongestListedOneThatItIsUnder() {
        assertThat(domains.of("gmail.com")).isEqualTo(DomainClass.FREE);
        assertThat(domains.of("Mailinator.com")).isEqualTo(DomainClass.DISPOSABLE);
        assertThat(domains.of("eu.mailinator.com")).isEqualTo(DomainClass.DISPOSABLE);
        assertThat(domains.of("box.throwaway.example")).isEqualTo(DomainClass.DISPOSABLE);
        assertThat(domains.of("notmailinator.com")).isEqualTo(DomainClass.COMPANY);
        assertThat(domains.of("acme.example")).isEqualTo(DomainClass.COMPANY);
        assertThat(domains.of("")).isNull();
        assertThat(domains.of(null)).isNull();
    }
}
