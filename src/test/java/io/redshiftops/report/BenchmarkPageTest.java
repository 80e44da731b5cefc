package io.redshiftops.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.redshiftops.report.BenchmarkReport.QueryTimes;
import io.redshiftops.report.BenchmarkReport.TableLoad;
import io.redshiftops.report.BenchmarkReport.Timing;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BenchmarkPageTest {

    private final BenchmarkPage page = new BenchmarkPage();

    static Stream<BenchmarkReport> reports() {
        return Stream.of(
                SampleReports.designs(), SampleReports.awkward(), SampleReports.largest(200), SampleReports.single());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void thePageAndItsPicturesAreWellFormed(BenchmarkReport report) throws Exception {
        Document document = parse(page.render(report));

        assertThat(elements(document, "svg")).hasSizeGreaterThanOrEqualTo(2);
        List<String> ids = elements(document, "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyPictureTellsWhatItIs(BenchmarkReport report) throws Exception {
        Document document = parse(page.render(report));

        for (Element svg : elements(document, "svg")) {
            boolean decoration = svg.getAttribute("aria-hidden").equals("true");
            if (!decoration) {
                for (String id : svg.getAttribute("aria-labelledby").split(" ", -1)) {
                    Element label = elements(document, "*").stream()
                            .filter(element -> element.getAttribute("id").equals(id))
                            .findFirst()
                            .orElseThrow();
                    assertThat(label.getTextContent()).isNotBlank();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyPatternThatIsUsedIsDefined(BenchmarkReport report) throws Exception {
        Document document = parse(page.render(report));
        List<String> patterns = elements(document, "pattern").stream()
                .map(pattern -> "url(#" + pattern.getAttribute("id") + ")")
                .toList();

        assertThat(bars(document)).allSatisfy(bar -> assertThat(patterns).contains(bar.getAttribute("fill")));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyNumberIsInThePage(BenchmarkReport report) throws Exception {
        String text = parse(page.render(report)).getDocumentElement().getTextContent();

        for (QueryTimes query : report.queries()) {
            assertThat(text).contains(query.name());
            for (Timing timing : query.timings()) {
                if (timing.samples() > 0) {
                    assertThat(text)
                            .contains(Numbers.time(timing.medianMicros()))
                            .contains(Numbers.time(timing.minMicros()))
                            .contains(Numbers.time(timing.meanMicros()))
                            .contains(Numbers.time(timing.maxMicros()));
                }
                if (timing.improvementPercent() != null) {
                    assertThat(text).contains(Numbers.signedPercent(timing.improvementPercent()));
                }
            }
        }
        for (TableLoad load : report.loads()) {
            assertThat(text).contains(load.table());
            assertThat(load.micros().values())
                    .allSatisfy(micros -> assertThat(text).contains(Numbers.time(micros)));
        }
        report.environment()
                .forEach(fact -> assertThat(text).contains(fact.name()).contains(fact.value()));
        report.warnings().forEach(warning -> assertThat(text).contains(warning));
        report.caveats().forEach(caveat -> assertThat(text).contains(caveat));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void thePageAsksForNothingElseAndRunsNothing(BenchmarkReport report) throws Exception {
        String html = page.render(report);

        assertThat(elements(parse(html), "script")).isEmpty();
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "@import", "src=", "href=");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void thePageGivesNoVerdict(BenchmarkReport report) {
        assertThat(page.render(report)).doesNotContainIgnoringCase("faster", "slower", "significant", "winner");
    }

    @Test
    void namesCannotBecomeMarkup() {
        String html = page.render(SampleReports.awkward());

        assertThat(html).contains("&lt;script&gt;").doesNotContain("<script");
    }

    @Test
    void barsAreAsLongAsTheirTimes() throws Exception {
        Document document = parse(page.render(SampleReports.designs()));

        List<Element> bars = barsOf(document, "times");

        assertThat(width(bars.get(0)) / width(bars.get(1))).isCloseTo(6.97 / 3.19, within(0.01));
        assertThat(width(bars.get(2)) / width(bars.get(0))).isCloseTo(12.81 / 6.97, within(0.01));
    }

    @Test
    void improvementsReachToTheRightAndTheContraryToTheLeft() throws Exception {
        Document document = parse(page.render(SampleReports.designs()));

        List<Element> bars = barsOf(document, "improvements");

        assertThat(percent(bars.get(0), "x")).isEqualTo(50);
        assertThat(width(bars.get(0))).isCloseTo(54.23 / 2, within(0.01));
        assertThat(percent(bars.get(3), "x") + width(bars.get(3))).isCloseTo(50, within(0.01));
        assertThat(width(bars.get(3))).isCloseTo(15.76 / 2, within(0.01));
    }

    @Test
    void nothingIsDrawnOutsideItsPicture() throws Exception {
        for (BenchmarkReport report : reports().toList()) {
            for (Element bar : bars(parse(page.render(report)))) {
                if (bar.getAttribute("x").endsWith("%")) {
                    assertThat(percent(bar, "x")).isBetween(0.0, 100.0);
                    assertThat(percent(bar, "x") + width(bar)).isBetween(0.0, 100.01);
                }
            }
        }
    }

    @Test
    void aQueryThatIsNotComparedSaysWhy() throws Exception {
        String text =
                parse(page.render(SampleReports.awkward())).getDocumentElement().getTextContent();

        assertThat(text).contains("not compared").contains("the results differ: as-is");
    }

    @Test
    void withoutLoadsThereIsNoSectionOfLoads() {
        assertThat(page.render(SampleReports.single())).doesNotContain("Load times");
    }

    @Test
    void theLargestPageStaysSmall() {
        String html = page.render(SampleReports.largest(200));

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(400 * 1024);
    }

    @Test
    void fewSamplesAreDotsAndManyAreARange() throws Exception {
        assertThat(elements(parse(page.render(SampleReports.designs())), "circle"))
                .hasSize(80);
        assertThat(elements(parse(page.render(SampleReports.largest(200))), "circle"))
                .isEmpty();
        assertThat(page.render(SampleReports.largest(200))).contains("class=\"whisker\"");
    }

    /** <a href="https://www.w3.org/TR/WCAG21/#contrast-minimum">WCAG 2.1, level AA</a>. */
    @Test
    void textAndBarsStandOutInLightAndDark() {
        String html = page.render(SampleReports.single());
        for (int block = 0; block < 2; block++) {
            Map<String, String> colours = colours(html, block);
            assertThat(contrast(colours, "ink", "paper")).isGreaterThan(4.5);
            assertThat(contrast(colours, "ink", "panel")).isGreaterThan(4.5);
            assertThat(contrast(colours, "soft", "paper")).isGreaterThan(4.5);
            assertThat(contrast(colours, "warning", "warning-paper")).isGreaterThan(4.5);
            for (int series = 0; series < Palette.SERIES; series++) {
                assertThat(contrast(colours, "colour" + series, "paper")).isGreaterThan(3);
            }
        }
    }

    @Test
    void aReportNeedsABaselineAndATimingByVariant() {
        BenchmarkReport good = SampleReports.single();

        assertThatThrownBy(() -> with(good, List.of("alone"), 0)).hasMessageContaining("2 to 4 variants");
        assertThatThrownBy(() -> with(good, List.of("a", "b"), 2)).hasMessageContaining("baseline 2");
        assertThatThrownBy(() -> with(good, List.of("a", "b", "c"), 0)).hasMessageContaining("needs 3 timings");
    }

    private static BenchmarkReport with(BenchmarkReport report, List<String> variants, int baseline) {
        return new BenchmarkReport(
                report.title(),
                report.subtitle(),
                report.summary(),
                report.warnings(),
                variants,
                baseline,
                report.metric(),
                report.queries(),
                report.loads(),
                report.environment(),
                report.method(),
                report.caveats());
    }

    // ---------------------------------------------------------------- reading pages

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<Element> bars(Document document) {
        return elements(document, "rect").stream()
                .filter(rect -> rect.getAttribute("class").equals("bar"))
                .toList();
    }

    private static List<Element> barsOf(Document document, String picture) {
        return bars(document).stream()
                .filter(bar -> bar.getAttribute("fill").startsWith("url(#" + picture + "-"))
                .toList();
    }

    private static double width(Element bar) {
        return percent(bar, "width");
    }

    private static double percent(Element element, String attribute) {
        String value = element.getAttribute(attribute);
        assertThat(value).endsWith("%");
        return Double.parseDouble(value.substring(0, value.length() - 1));
    }

    private static Map<String, String> colours(String html, int block) {
        Matcher blocks = Pattern.compile(":root \\{([^}]*)}").matcher(html);
        for (int i = 0; i <= block; i++) {
            assertThat(blocks.find()).isTrue();
        }
        Map<String, String> colours = new HashMap<>();
        Matcher variables = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6});").matcher(blocks.group(1));
        while (variables.find()) {
            colours.put(variables.group(1), variables.group(2));
        }
        return colours;
    }

    private static double contrast(Map<String, String> colours, String one, String other) {
        double a = luminance(colours.getOrDefault(one, ""));
        double b = luminance(colours.getOrDefault(other, ""));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] parts = new double[3];
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            parts[i] = part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
