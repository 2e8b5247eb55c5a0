import MeshCore

/// In what order and how fast a task is to be handed out.
struct DispatchPolicy: Hashable, Sendable {
    /// Tasks of a higher priority go first.
    var priority = 0
    /// Whose task it is: tenants take turns.
    var tenant = ""
    /// Of tasks with the same key one is under way at a time.
    var exclusiveKey: String?
    /// What the limits count: the function, or the service, that does it.
    var target = ""
    /// By when it must be done; tasks that are more urgent go first.
    var deadline: Timestamp?
    /// It was under way already when its instance died, so it may have its key and its place still: it asks for them before
    /// it waits with the others.
    var isResumed = false
}
