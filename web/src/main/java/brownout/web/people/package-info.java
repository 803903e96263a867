// SPDX-License-Identifier: Apache-2.0
/// Who acts: a signed cookie is a person.
@NullMarked
package brownout.web.people;

import org.jspecify.annotations.NullMarked;
