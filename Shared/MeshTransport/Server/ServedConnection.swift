package import NIOCore

/// A connection as its server holds it, whatever its protocol: watched for time limits, drained, and ended.
///
/// Every member is used on the connection's event loop.
package protocol ServedConnection: AnyObject {
    /// Checks the time limits. Called every ``ConnectionRegister/sweepInterval``, so that a request costs no timer of its own.
    func sweep(at now: NIODeadline)

    /// Takes no request beyond those that are on their way, finishes what is open, and closes (GOAWAY; `Connection: close`).
    func beginDrain()

    /// Ends at once: the drain's limit has passed.
    func abort()
}
