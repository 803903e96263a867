// SPDX-License-Identifier: Apache-2.0
/// The server-rendered pages: view models, templates, static files.
@NullMarked
package brownout.web.pages;

import org.jspecify.annotations.NullMarked;
