import MeshCore
import StatesLanguage

/// What one call of an execution's machine changes in the store; made ready where the machine runs, so that the writer
/// has nothing to do but to bind.
struct StepWrite: Sendable {
    /// A state to be kept until the next step.
    struct State: Sendable {
        let bytes: [UInt8]
        /// Whether the machine must be called again without anything happening.
        let hasMore: Bool
    }

    struct TimerEntry: Sendable {
        let id: Int64
        let due: Timestamp
    }

    let execution: Int64
    let shard: Int64
    /// The execution itself, when this is its first step.
    var beginning: ExecutionRecord?
    var history: HistoryChunk?
    var payloads = PayloadSet()
    /// Nil leaves what is there.
    var state: State?
    var timers: [TimerEntry] = []
    var cancelledTimers: [Int64] = []
    var tasks: [TaskEntry] = []
    var waitingTasks: [Int64] = []
    var endedTasks: [Int64] = []
    var ending: ExecutionEnding?
    /// That it goes on after it had ended, how often it has, and by what the request is known when it comes again.
    var redrive: (count: Int64, at: Timestamp, token: String?)?
    var takenMail: [Int64] = []
    var sentMail: [Mail] = []
    var mapRuns: [MapRunWrite] = []

    /// Whether there is nothing to write.
    var isEmpty: Bool {
        beginning == nil && history == nil && state == nil && timers.isEmpty && cancelledTimers.isEmpty && tasks.isEmpty
            && waitingTasks.isEmpty && endedTasks.isEmpty && ending == nil && redrive == nil && takenMail.isEmpty
            && sentMail.isEmpty && mapRuns.isEmpty
    }
}
