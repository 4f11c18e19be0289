package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./corridor} in a project of its own, with a JVM that prints its arguments and a Maven that counts. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            case "$1" in -version) echo 'openjdk version "17.0.1"' >&2; exit 0;; esac
            echo "$@"
            [ -z "${STAYS:-}" ] || read -r line || true
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo build >>"$BUILDS"
            while [ -n "${GATE:-}" ] && [ ! -e "$GATE" ]; do sleep 0.1; done
            printf jars >cli/target/classpath
            [ ! -d fault-bench ] || printf jars >fault-bench/target/classpath
            """;

    @TempDir
    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        Files.createDirectories(project.resolve("cli/src/main"));
        Files.createDirectories(project.resolve("jdk/bin"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.writeString(project.resolve("cli/pom.xml"), "<project/>");
        Files.copy(Path.of("..", "corridor"), project.resolve("corridor"));
        script("jdk/bin/java", JAVA);
        script("jdk/bin/mvn", MAVEN);
    }

    @Test
    void theFirstCallBuildsAndTheNextDoesNot() throws Exception {
        assertThat(output(call("watch", ""))).contains("dev.goldencorridor.cli.Corridor watch");
        assertThat(output(call("watch", ""))).doesNotContain("Building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theFaultBenchIsAModuleOfItsOwn() throws Exception {
        Files.createDirectories(project.resolve("fault-bench/target"));
        assertThat(output(call("faults", ""))).contains("dev.goldencorridor.faultbench.FaultsCommand");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void twoCallsAtOnceBuildOnce() throws Exception {
        Path gate = project.resolve("gate");
        Process first = call("watch", "", "GATE=" + gate);
        while (builds() == 0) {
            Thread.onSpinWait();
        }
        Process second = call("watch", "", "GATE=" + gate);
        assertThat(second.inputReader(StandardCharsets.UTF_8).readLine()).contains("Waiting for the build");
        Files.createFile(gate);
        assertThat(output(first)).contains("cli.Corridor watch");
        assertThat(output(second)).contains("cli.Corridor watch");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aBuildThatWasKilledHoldsNobodyUp() throws Exception {
        Path lock = Files.createDirectories(project.resolve("cli/target/building"));
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.writeString(lock.resolve("pid"), Long.toString(ended.pid()));
        assertThat(output(call("watch", ""))).contains("cli.Corridor watch");
    }

    @Test
    void aRunningProcessKeepsItsClasses() throws Exception {
        Process up = call("up", "", "STAYS=1");
        while (!Files.exists(project.resolve("cli/target/running/" + up.pid()))) {
            Thread.onSpinWait();
        }
        Files.setLastModifiedTime(
                project.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(output(call("publish", "")))
                .contains("process " + up.pid() + " runs on the former build", "cli.Corridor publish");
        assertThat(builds()).isEqualTo(1);
        up.outputWriter().close();
        assertThat(up.waitFor()).isZero();
        assertThat(output(call("publish", ""))).contains("Building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void theUsersCollectorAndHeapReplaceTheUsualOnes() throws Exception {
        assertThat(output(call("up", ""))).contains("-Xms256m -Xmx1g", "-XX:+UseSerialGC");
        assertThat(output(call("up", "-XX:+UseG1GC")))
                .contains("-Xmx1g", "-XX:+UseG1GC")
                .doesNotContain("SerialGC");
        assertThat(output(call("up", "-Xmx200m")))
                .contains("-Xmx200m", "SerialGC")
                .doesNotContain("-Xms", "-Xmx1g");
        assertThat(output(call("watch", "-Xmx200m")))
                .contains("-XX:TieredStopAtLevel=1")
                .doesNotContain("-Xmx512m");
    }

    @Test
    void anArchiveRunsItsJarsWithoutABuild() throws Exception {
        Path archive = Files.createDirectories(project.resolve("archive"));
        Files.createDirectories(archive.resolve("bin"));
        Files.createDirectories(archive.resolve("lib"));
        Files.createDirectories(archive.resolve("conf"));
        Files.copy(Path.of("..", "corridor"), archive.resolve("bin/corridor"));
        Files.createFile(archive.resolve("conf/logback.xml"));

        assertThat(output(start(archive.resolve("bin/corridor"), "watch", "")))
                .contains("-cp " + archive + "/lib/* ", "-Dcorridor.registry=" + archive + "/registry", "watch")
                .doesNotContain("logback");
        assertThat(output(start(archive.resolve("bin/corridor"), "sink", "")))
                .contains("-Dlogback.configurationFile=" + archive + "/conf/logback.xml");
        assertThat(builds()).isZero();
    }

    @Test
    void aScriptOnItsOwnNamesWhatIsMissing() throws Exception {
        Path alone = Files.createDirectories(project.resolve("alone")).resolve("corridor");
        Files.copy(Path.of("..", "corridor"), alone);
        assertThat(output(start(alone, "watch", ""))).contains("neither in a checkout nor in the folder bin");
    }

    private Process call(String command, String options, String... environment) throws IOException {
        return start(project.resolve("corridor"), command, options, environment);
    }

    private Process start(Path launcher, String command, String options, String... environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), command);
        builder.redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", project.resolve("jdk").toString());
        builder.environment().put("PATH", project.resolve("jdk/bin") + ":" + System.getenv("PATH"));
        builder.environment().put("BUILDS", project.resolve("builds").toString());
        builder.environment().put("CORRIDOR_JAVA_OPTS", options);
        for (String variable : environment) {
            List<String> pair = List.of(variable.split("=", 2));
            builder.environment().put(pair.get(0), pair.get(1));
        }
        return builder.start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String text = String.join(
                "\n", process.inputReader(StandardCharsets.UTF_8).lines().toList());
        process.waitFor();
        return text;
    }

    private long builds() {
        Path builds = project.resolve("builds");
        try {
            return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void script(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
