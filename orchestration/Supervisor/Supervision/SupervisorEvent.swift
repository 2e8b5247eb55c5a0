/// What comes to the supervisor from outside its own tasks.
enum SupervisorEvent: Sendable {
    /// A process has ended.
    case exited(InstanceID, ProcessExit)
    /// A process could not be started.
    case notStarted(InstanceID, service: String, reason: String)
    /// An instance was started or adopted: it is attended from now on.
    case started(InstanceID)
    /// The supervisor was told to take the mesh down.
    case shutdownRequested
}
