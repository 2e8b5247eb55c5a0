import MeshCore
import StatesLanguage
import Synchronization

@testable import Orchestrator

/// Tasks that keep book of who is under way, and last until the test lets them end.
final class WatchedTasks: Sendable {
    struct Run: Sendable, Hashable {
        let instance: String
        let key: String
        let token: String
    }

    private struct State {
        var isOpen = false
        var underWay: [String: Int] = [:]
        var most: [String: Int] = [:]
        var begun: [Run] = []
    }

    private let state = Mutex(State())

    /// Those that began, in order.
    var begun: [Run] { state.withLock { $0.begun } }

    /// Their tokens: a task whose outcome could not be written down begins again under the same one.
    var tokens: Set<String> { Set(begun.map(\.token)) }

    /// The most that were under way at once of a key.
    func most(of key: String) -> Int { state.withLock { $0.most[key] ?? 0 } }

    /// Lets tasks end from now on.
    func open() { state.withLock { $0.isOpen = true } }

    /// Does the tasks of an instance.
    func integration(of instance: String) -> any TaskIntegration { Integration(tasks: self, instance: instance) }

    private struct Integration: TaskIntegration {
        let tasks: WatchedTasks
        let instance: String

        func perform(_ job: TaskJob) async throws -> TaskOutcome {
            let key = job.order.arguments.value["key"]?.stringValue ?? ""
            tasks.begin(Run(instance: instance, key: key, token: job.order.idempotencyToken))
            defer { tasks.end(key) }
            repeat {
                try Task.checkCancellation()
                for _ in 0..<20 { await Task.yield() }
            } while !tasks.state.withLock { $0.isOpen }
            return .succeeded(Payload(.null))
        }
    }

    private func begin(_ run: Run) {
        state.withLock { state in
            state.begun.append(run)
            let count = (state.underWay[run.key] ?? 0) + 1
            state.underWay[run.key] = count
            state.most[run.key] = max(state.most[run.key] ?? 0, count)
        }
    }

    private func end(_ key: String) {
        state.withLock { $0.underWay[key, default: 0] -= 1 }
    }
}
