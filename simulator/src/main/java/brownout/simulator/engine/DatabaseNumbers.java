// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import java.util.List;

/// Numbers of what databases have, over all of them in the order of the file: query classes (which are
/// targets of the same number), tables, and servers (the primary, then its replicas).
public final class DatabaseNumbers {
    public final int queries;
    public final int tables;
    public final int nodes;
    private final int[] firstQuery;
    private final int[] firstTable;
    private final int[] firstNode;

    DatabaseNumbers(List<Estate.Database> databases) {
        int size = databases.size();
        firstQuery = new int[size + 1];
        firstTable = new int[size + 1];
        firstNode = new int[size + 1];
        for (int d = 0; d < size; d++) {
            firstQuery[d + 1] = firstQuery[d] + databases.get(d).queries().size();
            firstTable[d + 1] = firstTable[d] + databases.get(d).tables().size();
            firstNode[d + 1] = firstNode[d] + databases.get(d).replicas().size() + 1;
        }
        queries = firstQuery[size];
        tables = firstTable[size];
        nodes = firstNode[size];
    }

    public int query(int database, int query) {
        return firstQuery[database] + query;
    }

    public int table(int database, int table) {
        return firstTable[database] + table;
    }

    public int node(int database, int node) {
        return firstNode[database] + node;
    }
}
