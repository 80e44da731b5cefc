# Everything here is also a Maven line; README.md has them.
.DEFAULT_GOAL := help
.PHONY: help verify demo sandbox format crds clean

MVN ?= mvn
MAVEN_QUIET := $(MVN) -q
SOURCES := pom.xml $(shell find src -type f)
JAR := target/quarkus-app/quarkus-run.jar
# SIGTERM must reach the JVM itself, so it replaces the shell.
RUN := exec java -Xmx1g -XX:+UseSerialGC -cp "target/test-classes:$$(cat target/sandbox.classpath)"

help: ## Show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

verify: ## Run every check and test, as CI does
	$(MVN) verify

$(JAR): $(SOURCES)
	@echo "building (the first time Maven downloads what it needs)"
	@$(MAVEN_QUIET) package -DskipTests -Dspotless.check.skip
	@touch $@

demo: $(JAR) ## Tell the whole story in a sandbox (SF=0.1, KEEP=false)
	@test -t 1 && COLOR=on || COLOR=off; export COLOR; $(RUN) io.redshiftops.sandbox.demo.Demo

sandbox: $(JAR) ## Run a sandbox in the foreground (OPERATOR=on, CLUSTER=, DIR=target/sandbox, SF=0.1)
	@$(RUN) io.redshiftops.sandbox.Sandbox

format: ## Format the code
	@$(MAVEN_QUIET) spotless:apply

crds: $(JAR) ## Write the generated CRDs to crds/
	@for f in target/kubernetes/*.redshiftops.io-v1.yml; do cp $$f crds/$$(basename $$f -v1.yml).yaml; done

clean: ## Delete what was built
	@$(MAVEN_QUIET) clean
