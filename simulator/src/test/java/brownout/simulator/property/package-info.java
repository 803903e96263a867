// SPDX-License-Identifier: Apache-2.0
/// Properties that hold in every world, tried on random estates to which random effects, faults and
/// actions happen: see [RandomWorld]. `-Dproperties.seeds=20` tries more worlds than the suite's three,
/// `-Dproperties.seed=N` one again that failed.
///
/// | property | test |
/// |---|---|
/// | P1 same inputs, same digest: two runs, other JVMs, from any checkpoint, chunks dropped | [DeterminismTest] `p01_…`; on Larkspur `engine.GoldenTest` |
/// | P2 a fork is its parent before its tick, and its parent is untouched | [DeterminismTest] `p02_…` |
/// | P3 counters, lines and spans agree; so do callers' counters and pool timeouts | [AgreementTest] `p03_…` |
/// | P4 buckets are the durations of lines | [AgreementTest] `p04_…` |
/// | P5 counters only grow; pods add up to workloads | [CountersTest] `p05_…` |
/// | P6 exemplars lie in their bucket and window | [AgreementTest] `p06_…` |
/// | P7 ids in lines resolve, others do not | [AgreementTest] `p07_…`; the bijection in `telemetry.IdsTest` |
/// | P8 the shape of traces | [SpansTest] `p08_…`; messages in `telemetry.QueueAgreementTest` |
/// | P9 reading in parts, backwards, to a limit | [StoresTest] `p09_…` |
/// | P10 hints change no answer | [StoresTest] `p10_…` |
/// | P11 nothing beyond now; closed windows stay | [StoresTest] `p11_…` |
/// | P12 an action never changes a closed tick | [DeterminismTest] `p12_…` |
/// | P13 shares, bounds, conservation of flow | `engine.ModelPropertiesTest` `p13_…` |
/// | P14 the fluid mean is the realised one | `engine.ModelPropertiesTest` `p14_…` |
/// | P15 more capacity never hurts; without the fault all is as before | [ResponseTest] `p15_…` |
/// | P16 counts are numbers of lines | [StoresTest] `p16_…` |
@NullMarked
package brownout.simulator.property;

import org.jspecify.annotations.NullMarked;
