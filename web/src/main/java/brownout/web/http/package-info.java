// SPDX-License-Identifier: Apache-2.0
/// HTTP plumbing: an endpoint is a function from [Params] to [Reply]; only [Endpoints] knows Vert.x.
@NullMarked
package brownout.web.http;

import org.jspecify.annotations.NullMarked;
