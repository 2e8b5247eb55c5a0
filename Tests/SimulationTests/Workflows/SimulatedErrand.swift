@testable import Orchestrator

/// Something that somebody asks an instance for until he is answered.
struct SimulatedErrand: Sendable {
    let name: String
    /// When it is asked for, next.
    var due: Duration
    /// The process that was asked, and how long it is waited for.
    var asked: (process: Int, until: Duration)?
    /// Does it; false when it is to be asked for again.
    let act: @Sendable (SimulatedInstance) async throws -> Bool
}
