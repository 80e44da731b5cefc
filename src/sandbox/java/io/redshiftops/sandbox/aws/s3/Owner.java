package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.Account;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The account under its canonical user id, by which S3 knows owners. */
final class Owner {

    private Owner() {}

    static String id(Account account) {
        ChecksumAlgorithm.Running digest = ChecksumAlgorithm.SHA256.start();
        byte[] bytes = account.id().getBytes(StandardCharsets.US_ASCII);
        digest.update(bytes, 0, bytes.length);
        return HexFormat.of().formatHex(digest.value());
    }
}
