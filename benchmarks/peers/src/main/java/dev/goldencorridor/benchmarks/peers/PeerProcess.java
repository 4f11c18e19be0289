package dev.goldencorridor.benchmarks.peers;

import java.nio.file.Path;

/** Main class of a contender's process. */
public final class PeerProcess {
    private PeerProcess() {}

    /** Arguments: the contender, and its assignment. */
    public static void main(String[] args) throws Exception {
        Assignment assignment = new Assignment(args[1], args[2], args[3], args[4], Path.of(args[5]));
        try {
            Contender.named(args[0]).peer().run(assignment);
        } catch (Exception e) {
            // Threads of the framework may keep the process alive, and its parent waiting.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    static String[] command(Contender contender, Assignment assignment) {
        return new String[] {
            PeerProcess.class.getName(),
            contender.label(),
            assignment.id(),
            assignment.bootstrapServers(),
            assignment.input(),
            assignment.output(),
            assignment.directory().toString()
        };
    }
}
