package dev.milepost.cli;

@picocli.CommandLine.Command(name = "up")
final class UpCommand implements java.util.concurrent.Callable<Integer> {
    UpCommand(Context c) {}

    public Integer call() {
        return 1;
    }
}
