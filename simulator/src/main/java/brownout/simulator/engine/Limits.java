// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// What containers may use: cores, memory, and open files. By workload; limits that people change hold
/// for pods of the revision that carries them and later ones.
final class Limits {
    private static final double MEBI = 0x1p20;
    private static final int USUAL_FILES = 4096;

    private final double[] cores;
    private final double[] newCores;
    private final double[] mebibytes;
    private final double[] newMebibytes;
    private final int[] fromRevision;
    private final int[] files;

    Limits(World world) {
        int size = world.workloads();
        cores = new double[size];
        mebibytes = new double[size];
        fromRevision = new int[size];
        files = new int[size];
        for (int w = 0; w < size; w++) {
            var spec = world.service(w / world.regions);
            cores[w] = spec.cores();
            mebibytes[w] = spec.memoryBytes() / MEBI;
            fromRevision[w] = Integer.MAX_VALUE;
            files[w] = USUAL_FILES;
        }
        newCores = cores.clone();
        newMebibytes = mebibytes.clone();
    }

    private Limits(Limits other) {
        cores = other.cores.clone();
        newCores = other.newCores.clone();
        mebibytes = other.mebibytes.clone();
        newMebibytes = other.newMebibytes.clone();
        fromRevision = other.fromRevision.clone();
        files = other.files.clone();
    }

    Limits copy() {
        return new Limits(this);
    }

    private boolean isNew(Pod pod) {
        return pod.revision.number() >= fromRevision[pod.workload];
    }

    double cores(Pod pod) {
        return isNew(pod) ? newCores[pod.workload] : cores[pod.workload];
    }

    double mebibytes(Pod pod) {
        return isNew(pod) ? newMebibytes[pod.workload] : mebibytes[pod.workload];
    }

    /// Of the pods that will be made next.
    double cores(int workload) {
        return newCores[workload];
    }

    double mebibytes(int workload) {
        return newMebibytes[workload];
    }

    int files(int workload) {
        return files[workload];
    }

    /// At once, for the pods that run too.
    void limitCores(int workload, double limit) {
        cores[workload] = limit;
        newCores[workload] = limit;
    }

    void limitFiles(int workload, int limit) {
        files[workload] = limit;
    }

    /// For pods of `revision` and later ones.
    void from(int revision, int workload, double limitCores, double limitMebibytes) {
        if (fromRevision[workload] != Integer.MAX_VALUE) {
            cores[workload] = newCores[workload];
            mebibytes[workload] = newMebibytes[workload];
        }
        fromRevision[workload] = revision;
        newCores[workload] = limitCores;
        newMebibytes[workload] = limitMebibytes;
    }
}
