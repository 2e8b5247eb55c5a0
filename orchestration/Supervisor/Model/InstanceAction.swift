/// What an instance's machine wants done.
package enum InstanceAction: Sendable, Equatable {
    case none
    /// The endpoint table changed.
    case publish
    /// Send SIGTERM.
    case terminate
    /// Send SIGKILL to the process group.
    case kill
}
