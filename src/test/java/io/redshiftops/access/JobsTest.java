package io.redshiftops.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redshiftops.access.Jobs.Job;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {

    private final Jobs jobs = new Jobs(2);
    private final AtomicInteger wakes = new AtomicInteger();

    @AfterEach
    void end() {
        jobs.close();
    }

    @Test
    void aJobTellsItsResultAndWakesItsObject() {
        Job<?> job = start("a", control -> "done");

        assertThat(job.result()).isEqualTo("done");
        assertThat(job.failure()).isNull();
        await().until(() -> wakes.get() == 1);
    }

    @Test
    void aJobThatFailsTellsWhy() {
        IllegalArgumentException failure = new IllegalArgumentException("wrong");

        Job<?> job = start("a", control -> {
            throw failure;
        });

        assertThat(job.failure()).isSameAs(failure);
        assertThat(job.result()).isNull();
    }

    @Test
    void aJobThatBreaksTheVirtualMachineHasFailedToo() {
        Job<?> job = start("a", control -> {
            throw new StackOverflowError("too deep");
        });

        assertThat(job.failure()).isNotNull().hasMessageContaining("too deep");
        await().until(() -> wakes.get() == 1);
    }

    @Test
    void anObjectHasOneJobAtATime() {
        start("a", control -> "done");

        assertThatThrownBy(() -> jobs.start("a", control -> "again", () -> {}))
                .isInstanceOf(IllegalStateException.class);
        jobs.forget("a");
        assertThat(start("a", control -> "again").result()).isEqualTo("again");
    }

    @Test
    void aJobThatRunsIsNotForgotten() {
        CountDownLatch running = new CountDownLatch(1);
        jobs.start(
                "a",
                control -> {
                    running.countDown();
                    control.pause(Duration.ofMinutes(1));
                    return "";
                },
                wakes::incrementAndGet);
        await().until(() -> running.getCount() == 0);

        jobs.forget("a");

        Job<?> job = jobs.find("a").orElseThrow();
        job.stop();
        await().until(job::hasEnded);
        assertThat(job.failure()).isInstanceOf(JobStopped.class);
    }

    @Test
    void progressWakesAtOnceAndThenNotMoreThanEveryFewSeconds() {
        start("a", control -> {
            for (int i = 0; i < 1000; i++) {
                control.progressed();
            }
            return "";
        });

        await().until(() -> wakes.get() == 2);
    }

    private Job<?> start(String uid, Jobs.Work<String> work) {
        jobs.start(uid, work, wakes::incrementAndGet);
        Job<?> job = jobs.find(uid).orElseThrow();
        await().until(job::hasEnded);
        return job;
    }
}
