import Logging
import Synchronization
import Testing

@testable import MeshRuntime

@Suite("Health")
struct HealthTests {
    struct Sick: Error {}

    @Test("is good when every check holds, and asks them once a second however often it is asked")
    func healthy() async {
        let calls = Mutex(0)
        let health = HealthState(checks: [HealthCheck("store") { calls.withLock { $0 += 1 } }])
        for _ in 0..<20 { #expect(await health.outcomes().allSatisfy { $0.fault == nil }) }
        #expect(calls.withLock { $0 } == 1)
        #expect(!health.isDraining)
        health.beginDrain()
        #expect(health.isDraining)
    }

    @Test("asks a live check each time, and tells the log whenever it begins to fail")
    func live() async {
        let recorder = LogRecorder()
        let isWell = Mutex(false)
        let store = Mutex(0)
        let health = HealthState(
            checks: [
                HealthCheck("store") { store.withLock { $0 += 1 } },
                HealthCheck("endpoints", pace: .live) { if !isWell.withLock({ $0 }) { throw Sick() } },
            ], logger: recorder.logger(level: .info))
        for isGood in [false, false, true, false, true] {
            isWell.withLock { $0 = isGood }
            let outcomes = await health.outcomes()
            #expect(outcomes.map(\.name) == ["store", "endpoints"])
            #expect(outcomes.map { $0.fault == nil } == [true, isGood])
        }
        #expect(store.withLock { $0 } == 1)
        #expect(recorder.events.count == 2)
    }

    @Test("names the check that fails or does not answer, and tells the log why")
    func sick() async {
        let recorder = LogRecorder()
        let health = HealthState(
            checks: [
                HealthCheck("good") {}, HealthCheck("bad") { throw Sick() },
                HealthCheck("slow") { try await waitForever() },
            ], logger: recorder.logger(level: .info))
        let outcomes = await health.outcomes()
        #expect(outcomes.map(\.fault) == [nil, "failed", "no answer within a second"])
        #expect(recorder.events.map { $0.metadata?["check"]?.description } == ["bad", "slow"])
    }
}
