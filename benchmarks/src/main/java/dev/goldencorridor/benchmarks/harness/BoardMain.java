package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.operationscentre.BoardApplication;
import dev.goldencorridor.operationscentre.BoardSettings;

/** Main class of the child process that is the board. Arguments: settings, each {@code name=value}. */
public final class BoardMain {
    private BoardMain() {}

    public static void main(String[] args) {
        BoardApplication board = BoardApplication.start(GivenSettings.parse(args, BoardSettings.definition()));
        Runtime.getRuntime().addShutdownHook(new Thread(board::close, "stop"));
        System.out.println("url " + board.url());
        board.awaitEnd();
    }
}
