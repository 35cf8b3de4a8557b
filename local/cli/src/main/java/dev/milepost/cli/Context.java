package dev.milepost.cli;

import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param environment the environment's variables
 * @param stop told when the person wants the command to end
 */
record Context(Home home, Terminal terminal, Map<String, String> environment, StopSignal stop) {}
