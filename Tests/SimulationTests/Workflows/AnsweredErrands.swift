import Synchronization

/// The errands of a simulation that were answered since somebody last looked.
final class AnsweredErrands: Sendable {
    private let names = Mutex<[String]>([])

    func add(_ name: String) { names.withLock { $0.append(name) } }

    func take() -> [String] {
        names.withLock { names in
            defer { names = [] }
            return names
        }
    }
}
