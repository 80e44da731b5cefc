package io.redshiftops;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house; see docs/architecture.md. */
@AnalyzeClasses(packages = "io.redshiftops", importOptions = ArchitectureTest.ProductAndSandbox.class)
class ArchitectureTest {

    private static final String ROOT = "io.redshiftops.";
    private static final String SANDBOX = ROOT + "sandbox..";

    @ArchTest
    static final ArchRule theSandboxAndTheOperatorNeverSeeEachOther = noClasses()
            .that()
            .resideInAPackage(SANDBOX)
            .should()
            .dependOnClassesThat(operator())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theOperatorNeverSeesTheSandbox =
            noClasses().that(operator()).should().dependOnClassesThat().resideInAPackage(SANDBOX);

    @ArchTest
    static final ArchRule theApiDependsOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage(ROOT + "api..")
            .should()
            .dependOnClassesThat(operator().and(outside("api")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyAwsSeesTheAwsSdk = noClasses()
            .that(operator().and(outside("aws")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlySqlSeesJdbc = noClasses()
            .that(operator().and(outside("sql")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "com.amazon.redshift..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theWarehouseKnowsNoJobs = apart("warehouse", "load", "benchmark");

    @ArchTest
    static final ArchRule loadsKnowNoWarehouseAndNoBenchmark = apart("load", "warehouse", "benchmark");

    @ArchTest
    static final ArchRule benchmarksKnowNoWarehouseAndNoLoad = apart("benchmark", "warehouse", "load");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.redshiftops.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sandboxPackagesHaveNoCycles =
            slices().matching("io.redshiftops.sandbox.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingIsCalledUtilsHelperOrManager = classes()
            .should()
            .haveNameNotMatching(".*(Utils?|Helpers?|(?<!\\.Field)Manager)$")
            .because("such a name says nothing about what the class is");

    private static ArchRule apart(String from, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = ROOT + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage(ROOT + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }

    /** Our own classes that ship. */
    private static DescribedPredicate<JavaClass> operator() {
        return DescribedPredicate.describe(
                "the operator's",
                type -> type.getPackageName().startsWith("io.redshiftops")
                        && !type.getPackageName().startsWith("io.redshiftops.sandbox")
                        && !type.getPackageName().startsWith("io.redshiftops.jmh"));
    }

    private static DescribedPredicate<JavaClass> outside(String name) {
        return DescribedPredicate.describe(
                "outside " + name,
                type -> !type.getPackageName().equals(ROOT + name)
                        && !type.getPackageName().startsWith(ROOT + name + "."));
    }

    /** What lies under src/main and src/sandbox; tests may look everywhere. */
    static final class ProductAndSandbox implements ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            boolean test = location.matches(java.util.regex.Pattern.compile(".*(Test|IT|Tests)(\\$.*)?\\.class"));
            boolean story = location.contains("/io/redshiftops/story/");
            boolean benchmark = location.contains("/io/redshiftops/jmh/");
            return !test && !story && !benchmark && !location.contains("jmh_generated");
        }
    }
}
