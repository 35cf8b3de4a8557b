package dev.milepost.cli;

@picocli.CommandLine.Command(name = "demo")
final class DemoCommand implements java.util.concurrent.Callable<Integer> {
    DemoCommand(Context c) {}

    public Integer call() {
        return 1;
    }
}
