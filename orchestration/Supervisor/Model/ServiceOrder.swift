/// What a service's machine wants done, in this order.
package enum ServiceOrder: Sendable, Equatable {
    /// Start an instance.
    case start(InstanceID, slot: Int, version: Version)
    /// The endpoint table changed: push it.
    case publish
    /// Send SIGTERM.
    case terminate(InstanceID)
    /// Send SIGKILL to the process group.
    case kill(InstanceID)
    /// It is gone: its certificate, its row and its sockets can go.
    case forget(InstanceID)
    /// Tell whoever waits for the operation.
    case progress(OperationID, String)
    case ended(OperationID, OperationOutcome)
    /// The service's desired state changed: write it down.
    case remember
}
