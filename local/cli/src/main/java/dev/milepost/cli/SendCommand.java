package dev.milepost.cli;

@picocli.CommandLine.Command(name = "send")
final class SendCommand implements java.util.concurrent.Callable<Integer> {
    SendCommand(Context c) {}

    public Integer call() {
        return 1;
    }
}
