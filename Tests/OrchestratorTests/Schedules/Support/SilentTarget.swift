@testable import Orchestrator

/// A target that answers only when it is cancelled.
struct SilentTarget: ScheduleTarget {
    func call(_ call: TargetCall) async -> TargetOutcome {
        let (silence, voice) = AsyncStream.makeStream(of: Void.self)
        for await _ in silence {}
        voice.finish()
        return .delivered
    }

    func tell(_ letter: DeadLetter) async -> TargetOutcome { .delivered }
}
