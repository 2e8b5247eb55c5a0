import MeshCore

/// Whether a task may begin.
enum DispatchVerdict: Hashable, Sendable {
    case granted
    /// Others have what it needs; it may be tried again then, or when somebody lets go of something.
    case refused(DispatchGate, until: Timestamp)
}
