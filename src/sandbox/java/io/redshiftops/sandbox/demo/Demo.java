package io.redshiftops.sandbox.demo;

import io.redshiftops.sandbox.Sandbox;
import io.redshiftops.sandbox.SandboxOptions;
import java.nio.file.Path;

/** {@code make demo}: the whole story in a sandbox of its own, as a user would live it. */
public final class Demo {

    private static final Path SAMPLES = Path.of("samples/02-star-schema");
    private static final Path PAGE = Path.of("target/benchmark.html");

    private Demo() {}

    /** Tells the story; with {@code KEEP=true} the sandbox and all that was made stay until Ctrl-C. */
    public static void main(String[] arguments) {
        System.exit(Sandbox.run(Demo::work));
    }

    private static Sandbox.Work work(SandboxOptions options) {
        boolean keep = SandboxOptions.isOn("KEEP", System.getenv().getOrDefault("KEEP", "false"));
        Teller teller = new Teller(
                System.out, SandboxOptions.isOn("COLOR", System.getenv().getOrDefault("COLOR", "off")));
        teller.line("starting the sandbox (scale factor " + options.scaleFactor() + ")");
        return world -> {
            teller.event("sandbox ready");
            Story story = new Story(world.kubernetes(), world.awsEndpoint(), SAMPLES, PAGE, teller);
            story.build();
            if (keep) {
                teller.line("");
                Sandbox.tell(System.out, options, world);
                Sandbox.awaitEnd();
            } else {
                story.tearDown();
            }
        };
    }
}
