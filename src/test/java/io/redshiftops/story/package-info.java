/** Whole stories: the packaged operator and the sandbox as processes of their own, driven as their users drive them. */
@NullMarked
package io.redshiftops.story;

import org.jspecify.annotations.NullMarked;
