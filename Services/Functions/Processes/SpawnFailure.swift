import Glibc

/// A process could not be started.
struct SpawnFailure: Error, Sendable {
    let action: String
    let code: Int32

    /// The system's words for it.
    var words: String { unsafe String(cString: strerror(code)).lowercased() }
}
