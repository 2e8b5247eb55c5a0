import MeshCore
import MeshTestKit
import Testing

@testable import StatesLanguage

/// Random definitions under random faults; a seed that fails replays.
@Suite("Simulated executions")
struct MachineSimulationTests {
    @Test("Whatever happens, histories are whole and executions end once", arguments: 0..<20)
    func invariants(part: Int) throws {
        for seed in (UInt64(part) * 20)..<(UInt64(part) * 20 + 20) {
            let faults = try Self.simulate(seed)
            #expect(faults == [], "seed \(seed)")
        }
    }

    @Test("An execution that is restored at every step does what one does that never stops", arguments: 0..<5)
    func sameContinuation(part: Int) throws {
        for seed in (UInt64(part) * 20)..<(UInt64(part) * 20 + 20) {
            let restored = try Self.run(seed)
            let whole = try Self.run(seed, isRestored: false)
            #expect(restored.history == whole.history, "seed \(seed)")
            #expect(restored.machine.state == whole.machine.state, "seed \(seed)")
        }
    }

    private static func simulate(_ seed: UInt64) throws -> [String] {
        let run = try run(seed)
        return run.faults + violations(of: run)
    }

    /// Lets things happen in an order of the seed's until the execution has ended, and now and then starts it again.
    private static func run(_ seed: UInt64, isRestored: Bool = true) throws -> Rehearsal {
        var definition = RandomDefinition(seed: seed)
        var fate = SplitMix64(seed: seed ^ 0x5EED)
        let limits = ExecutionLimits(payloadBytes: 20_000, eventCount: 600, statesPerCall: 1 + fate.below(9))
        let run = try Rehearsal(
            try Definition(definition.machine()), input: #"{"items":[1,2,3]}"#, limits: limits, isRestored: isRestored)
        var redrives = 0
        var steps = 0
        while steps < 3000 {
            steps += 1
            if run.outcome != nil {
                guard redrives < 2, run.machine.state.eventCount < 500, fate.below(2) == 0 else { break }
                if case .succeeded = run.outcome { break }
                redrives += 1
                run.redrive()
            } else {
                happen(to: run, &fate)
            }
        }
        return run
    }

    private static func happen(to run: Rehearsal, _ fate: inout SplitMix64) {
        let open = run.openTasks
        switch fate.below(20) {
        case 0...9 where !open.isEmpty:
            let task = open[fate.below(open.count)]
            run.give(
                fate.below(3) == 0
                    ? .taskFailed(task, error: fate.below(2) == 0 ? "Broken" : "Odd", cause: nil)
                    : .taskSucceeded(task, output: Payload(["items": [1, 2], "kept": 1])))
        case 10 where !open.isEmpty: run.give(.taskHeartbeat(open[fate.below(open.count)]))
        case 11 where !open.isEmpty: run.give(.taskStarted(open[fate.below(open.count)], worker: "w"))
        case 12 where !open.isEmpty: run.give(.taskSubmitted(open[fate.below(open.count)], output: Payload([:])))
        case 13: run.give(.taskSucceeded(TaskID(Int64(fate.below(50))), output: Payload(1)))
        case 14: run.give(.timerFired(TimerID(Int64(1000 + fate.below(50)))))
        case 15 where fate.below(10) == 0: run.give(.stop(error: "Enough", cause: nil))
        case 16: run.give(.proceed)
        default:
            if !run.fireNextTimer(), open.isEmpty { run.give(.stop(error: "Stuck", cause: nil)) }
        }
    }

    private static func violations(of run: Rehearsal) -> [String] {
        var found: [String] = []
        if run.history.map(\.id) != Array(1...Int64(run.history.count)) { found.append("ids have gaps") }
        for event in run.history where event.previousEventID >= event.id { found.append("\(event.id) points ahead") }
        let starts = run.history.filter { $0.previousEventID == 0 && $0.id > 2 && $0.type != .evaluationFailed }
        if !starts.isEmpty { found.append("\(starts.map(\.id)) begin nowhere") }
        guard let outcome = run.outcome else { return found + ["it did not end"] }
        if !run.timers.isEmpty { found.append("timers are left") }
        if !run.openTasks.isEmpty, run.history.last?.type == .executionSucceeded { found.append("tasks are left") }
        let last: HistoryEventType =
            switch outcome {
            case .succeeded: .executionSucceeded
            case .failed: .executionFailed
            case .timedOut: .executionTimedOut
            case .aborted: .executionAborted
            }
        if run.history.last?.type != last { found.append("the last event is \(run.history.last?.type.rawValue ?? "")") }
        if case .aborted(error: "Stuck", _) = outcome { found.append("nothing could happen any more") }
        return found
    }
}
