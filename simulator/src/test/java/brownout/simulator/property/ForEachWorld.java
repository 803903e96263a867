// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A property that holds in every random world; the failing one's name is how to repeat it.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@MethodSource("brownout.simulator.property.RandomWorld#all")
@interface ForEachWorld {}
