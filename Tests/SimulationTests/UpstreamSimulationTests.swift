import MeshCore
import Testing

@Suite("A service with failing instances, in virtual time")
struct UpstreamSimulationTests {
    static let seeds: [UInt64] = Array(1...25)

    @Test("An instance that fails fast attracts no traffic, and no call fails", arguments: seeds)
    func failsFast(seed: UInt64) {
        let healthy = UpstreamSimulation.Behaviour.healthy(latency: .milliseconds(5))
        var simulation = UpstreamSimulation(behaviours: [.failingFast, healthy, healthy], seed: seed)
        simulation.run(for: .seconds(20), callsPerSecond: 200)
        let report = simulation.report
        #expect(report.failedCalls == 0, "seed \(seed): \(report)")
        #expect(Double(report.attempts[0]) < 0.02 * Double(report.requests), "seed \(seed): \(report)")
    }

    @Test("Never more than half of the instances are ejected, also when all fail", arguments: seeds)
    func ejectionIsBounded(seed: UInt64) {
        var simulation = UpstreamSimulation(behaviours: Array(repeating: .flaky(share: 0.7), count: 5), seed: seed)
        simulation.run(for: .seconds(10), callsPerSecond: 100)
        #expect(simulation.report.mostEjected <= 2, "seed \(seed): \(simulation.report)")
        #expect(simulation.report.attempts.allSatisfy { $0 > 0 }, "seed \(seed): \(simulation.report)")
    }

    @Test("Retries stay within a fifth of the calls and ten a second when nothing works", arguments: seeds)
    func retriesAreBounded(seed: UInt64) {
        var simulation = UpstreamSimulation(behaviours: Array(repeating: .failingFast, count: 3), seed: seed)
        simulation.run(for: .seconds(30), callsPerSecond: 500)
        let report = simulation.report
        // The reserve of the first window may be spent before the window has passed.
        let allowed = 0.2 * Double(report.requests) + 10 * 30 + 100
        #expect(Double(report.retries) <= allowed, "seed \(seed): \(report)")
        #expect(report.retries > 0, "seed \(seed): \(report)")
    }

    @Test("An instance that has recovered serves again", arguments: seeds)
    func recovery(seed: UInt64) {
        let healthy = UpstreamSimulation.Behaviour.healthy(latency: .milliseconds(5))
        var simulation = UpstreamSimulation(behaviours: [.failingFast, healthy, healthy], seed: seed)
        simulation.run(for: .seconds(5), callsPerSecond: 200)
        simulation.behaviours[0] = healthy
        let recovered = simulation.now
        simulation.run(for: .seconds(70), callsPerSecond: 200)
        #expect(simulation.report.lastServed[0] > recovered, "seed \(seed): \(simulation.report)")
        #expect(simulation.report.failedCalls == 0, "seed \(seed): \(simulation.report)")
    }

    @Test("Of equal instances each gets its share", arguments: seeds)
    func fairness(seed: UInt64) {
        let healthy = UpstreamSimulation.Behaviour.healthy(latency: .milliseconds(20))
        var simulation = UpstreamSimulation(behaviours: [healthy, healthy, healthy, healthy], seed: seed)
        simulation.run(for: .seconds(40), callsPerSecond: 400)
        for count in simulation.report.attempts {
            let share = Double(count) / Double(simulation.report.requests)
            #expect(share > 0.15 && share < 0.35, "seed \(seed): \(simulation.report)")
        }
    }

    @Test("A seed replays its run")
    func replay() {
        let run = {
            var simulation = UpstreamSimulation(
                behaviours: [.flaky(share: 0.3), .failingFast, .healthy(latency: .milliseconds(3))], seed: 7)
            simulation.run(for: .seconds(10), callsPerSecond: 300)
            return simulation.report.attempts
        }
        #expect(run() == run())
    }
}
