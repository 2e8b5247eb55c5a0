/// Tells the world's time; injected, so that a test or a simulation holds its own.
package protocol WallClock: Sendable {
    /// The time now. It may go back when the system's clock is set.
    func now() -> Timestamp
}
