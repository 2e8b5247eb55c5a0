import Synchronization

@testable import Orchestrator

/// A target that notes its calls and answers as it is told.
final class RecordingTarget: ScheduleTarget {
    private struct State {
        var calls: [TargetCall] = []
        var letters: [DeadLetter] = []
        var answers: [TargetOutcome] = []
    }

    private let state = Mutex(State())

    var calls: [TargetCall] { state.withLock(\.calls) }
    var letters: [DeadLetter] { state.withLock(\.letters) }

    /// What the next calls answer; those after them are delivered.
    func answer(_ outcomes: [TargetOutcome]) { state.withLock { $0.answers = outcomes } }

    func call(_ call: TargetCall) async -> TargetOutcome {
        state.withLock { state in
            state.calls.append(call)
            return state.answers.isEmpty ? .delivered : state.answers.removeFirst()
        }
    }

    func tell(_ letter: DeadLetter) async -> TargetOutcome {
        state.withLock { state in
            state.letters.append(letter)
            return .delivered
        }
    }
}
