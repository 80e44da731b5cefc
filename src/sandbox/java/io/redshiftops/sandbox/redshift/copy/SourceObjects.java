package io.redshiftops.sandbox.redshift.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.sandbox.redshift.copy.CopySource.SourceObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the objects that a COPY names: by a prefix or by a manifest.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html">Using a
 *     manifest</a>
 */
final class SourceObjects {

    private static final int MANIFEST_ERROR = 8001;
    private static final String LOCATION = "s3_utility.cpp:301";
    private static final Pattern URL = Pattern.compile("s3://([^/]+)/(.+)", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CopySource.Session session;

    SourceObjects(CopySource.Session session) {
        this.session = session;
    }

    /** The objects in the order in which they are to be read, at least one. */
    List<SourceObject> of(CopyStatement copy) {
        if (copy.manifest()) {
            return byManifest(copy);
        }
        List<SourceObject> found = list(copy.bucket(), copy.key());
        if (found.isEmpty()) {
            throw failed("The specified S3 prefix '" + copy.key() + "' does not exist", copy.bucket(), copy.key());
        }
        return found;
    }

    private List<SourceObject> list(String bucket, String prefix) {
        try {
            return session.list(bucket, prefix);
        } catch (CopySourceException e) {
            throw SourceFailures.of(e, "Listing bucket=" + bucket + " prefix=" + prefix);
        }
    }

    private List<SourceObject> byManifest(CopyStatement copy) {
        JsonNode entries = read(copy).path("entries");
        if (!entries.isArray() || entries.isEmpty()) {
            throw failed("The manifest has no entries: " + copy.uri(), copy.bucket(), copy.key());
        }
        List<SourceObject> found = new ArrayList<>();
        for (JsonNode entry : entries) {
            JsonNode url = entry.path("url");
            Matcher parts = URL.matcher(url.asText());
            if (!url.isTextual() || !parts.matches()) {
                throw failed("Mandatory url is not present in manifest file " + copy.uri(), copy.bucket(), copy.key());
            }
            Optional<SourceObject> object = find(parts.group(1), parts.group(2));
            if (object.isEmpty() && entry.path("mandatory").asBoolean(false)) {
                throw failed(
                        "The specified S3 prefix '" + parts.group(2) + "' does not exist",
                        parts.group(1),
                        parts.group(2));
            }
            object.ifPresent(found::add);
        }
        if (found.isEmpty()) {
            throw failed("None of the files in the manifest exists: " + copy.uri(), copy.bucket(), copy.key());
        }
        return found;
    }

    private Optional<SourceObject> find(String bucket, String key) {
        return list(bucket, key).stream()
                .filter(object -> object.key().equals(key))
                .findFirst();
    }

    private JsonNode read(CopyStatement copy) {
        try (InputStream content = session.open(copy.bucket(), copy.key())) {
            return JSON.readTree(content);
        } catch (CopySourceException e) {
            if (e.reason() == CopySourceException.Reason.NO_SUCH_KEY
                    || e.reason() == CopySourceException.Reason.ACCESS_DENIED) {
                throw failed(
                        "COPY with MANIFEST parameter requires full path of an S3 object", copy.bucket(), copy.key());
            }
            throw SourceFailures.of(e, "S3 key being read : " + copy.uri());
        } catch (JsonProcessingException e) {
            throw failed("Invalid JSON in manifest file " + copy.uri(), copy.bucket(), copy.key());
        } catch (IOException e) {
            throw SourceFailures.unreadable(copy.uri(), e);
        }
    }

    private static CopyFailure failed(String message, String bucket, String key) {
        return CopyFailure.failed(
                message,
                new CopyFailure.Block(MANIFEST_ERROR, "Listing bucket=" + bucket + " prefix=" + key, LOCATION));
    }
}
