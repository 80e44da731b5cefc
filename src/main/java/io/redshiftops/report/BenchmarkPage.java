package io.redshiftops.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Renders the page of a benchmark: one HTML file with its style and its pictures inside, which needs no script and asks
 * for nothing else.
 */
public final class BenchmarkPage {

    private static final String TEMPLATE = "/templates/benchmark.html";

    private final Template template;

    /** Reads the template. */
    public BenchmarkPage() {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .build();
        template = engine.parse(read(), Variant.forContentType(Variant.TEXT_HTML), "benchmark");
    }

    /** The page. */
    public String render(BenchmarkReport report) {
        return template.data("page", BenchmarkView.of(report)).render();
    }

    private static String read() {
        try (InputStream in = BenchmarkPage.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: no " + TEMPLATE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
