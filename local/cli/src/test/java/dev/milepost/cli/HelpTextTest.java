package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands say of themselves is a format: a lone percent sign in it makes a warning above the help. */
class HelpTextTest {

    @Test
    void eachTextIsAFormat() {
        List<String> texts = new ArrayList<>();
        collect(Main.class, texts);
        assertThat(texts).hasSizeGreaterThan(100);
        assertThat(texts).filteredOn(text -> !isFormat(text)).isEmpty();
    }

    private static void collect(Class<?> type, List<String> texts) {
        Command command = type.getAnnotation(Command.class);
        if (command != null) {
            texts.addAll(List.of(command.description()));
            texts.addAll(List.of(command.footer()));
            for (Class<?> each : command.subcommands()) {
                collect(each, texts);
            }
        }
        for (Class<?> declares = type; declares != null; declares = declares.getSuperclass()) {
            for (Field field : declares.getDeclaredFields()) {
                describe(field, texts);
            }
        }
    }

    private static void describe(Field field, List<String> texts) {
        Option option = field.getAnnotation(Option.class);
        if (option != null) {
            texts.addAll(List.of(option.description()));
        }
        Parameters parameters = field.getAnnotation(Parameters.class);
        if (parameters != null) {
            texts.addAll(List.of(parameters.description()));
        }
    }

    private static boolean isFormat(String text) {
        try {
            return !String.format(Locale.ROOT, text).isEmpty() || text.isEmpty();
        } catch (IllegalFormatException e) {
            return false;
        }
    }
}
