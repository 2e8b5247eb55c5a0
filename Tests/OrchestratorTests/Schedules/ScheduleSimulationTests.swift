import MeshCore
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("Schedules under faults")
struct ScheduleSimulationTests {
    @Test("Whoever dies and whatever fails, each time runs under one token until its target has it", arguments: 1...4)
    func faults(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let bench = try ScheduleBench()
        let stores = [bench.store, try bench.another()]
        let rates = ["rate(1 minute)", "cron(0/3 * * * ? *)", "rate(7 minutes)"]
        for (number, rate) in rates.enumerated() {
            _ = try await bench.desk.createSchedule("s\(number)", ScheduleBench.body(rate))
        }
        for life in 0..<80 {
            bench.clock.advance(by: .milliseconds(random.below(20_000)))
            let store = stores[random.below(2)]
            switch random.below(4) {
            case 0:
                // It dies after it has recorded and taken up, before or after the target was called.
                _ = try await store.record(at: bench.clock.now())
                let taken = try await store.takeUp(9, at: bench.clock.now(), as: "dead\(life)") { _ in true }
                for firing in taken where random.below(2) == 0 { _ = await bench.target.call(try call(firing)) }
            case 1:
                bench.target.answer([.failed(TargetFailure(code: "x", message: "x"))])
                try await runner(bench, store).step()
            default: try await runner(bench, store).step()
            }
        }
        for _ in 0..<20 {
            bench.clock.advance(by: .seconds(15))
            try await runner(bench, bench.store).step()
        }
        try check(bench, rates, seed)
    }

    private func check(_ bench: ScheduleBench, _ rates: [String], _ seed: UInt64) throws {
        for (number, rate) in rates.enumerated() {
            let arn = ScheduleKey(name: "s\(number)").arn(in: ScheduleBench.place)
            let calls = bench.target.calls.filter { $0.attributes.scheduleARN == arn }
            let timing = ScheduleTiming(
                expression: try #require(ScheduleExpression(rate)), zone: .utc, start: nil, end: nil,
                anchor: ScheduleBench.start)
            var expected: [Timestamp] = []
            var cursor = ScheduleBench.start - .milliseconds(1)
            while let time = timing.time(after: cursor), time <= bench.clock.now() - .seconds(15) {
                expected.append(time)
                cursor = time
            }
            let called = Set(calls.map(\.attributes.scheduledTime))
            #expect(called.isSuperset(of: expected), "\(rate), seed \(seed)")
            #expect(Set(calls.map(\.firing)).count == called.count, "one token for each time: \(rate), seed \(seed)")
            #expect(called.allSatisfy { timing.time(after: $0 - .milliseconds(1)) == $0 }, "\(rate), seed \(seed)")
        }
    }

    private func runner(_ bench: ScheduleBench, _ store: ScheduleStore) -> ScheduleRunner {
        bench.runner(store) { !$0.hasPrefix("dead") }
    }

    private func call(_ firing: ScheduleFiring) throws -> TargetCall {
        var check = ConstraintCheck()
        return TargetCall(
            firing: firing.id,
            target: try TargetDefinition(TargetMembers(firing.target, &check), in: ScheduleBench.place),
            attributes: ContextAttributes(
                scheduleARN: firing.key.arn(in: ScheduleBench.place), scheduledTime: firing.scheduledAt,
                executionID: firing.id.text, attempt: firing.failures + 1),
            in: ScheduleBench.place)
    }
}
