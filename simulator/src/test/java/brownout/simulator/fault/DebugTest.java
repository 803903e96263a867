// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;
import org.junit.jupiter.api.Test;
import java.nio.file.*;
import java.util.*;
class DebugTest {
  @Test void x() throws Exception {
    var file = System.getProperty("f");
    var e = Entry.read(file, Files.readString(Path.of("src/test/resources/faults/"+file)), Trial.ESTATE);
    var solved = Trial.solved(e);
    System.out.println(solved);
    var t = new Trial(e, solved, 1);
    t.debug();
  }
}
