/// Makes connections to endpoints: over sockets in the mesh, in memory in tests.
///
/// It is used on one event loop.
package protocol ClientConnector: AnyObject {
    /// Starts to connect. The observer is told, in a later turn of the loop, that the connection is ready or that it closed.
    ///
    /// - Returns: What gives up the connection before it is ready; the observer is told of it as of any other end.
    func connect(to endpoint: Endpoint, observer: any ClientSessionObserver) -> ConnectionAttempt
}

/// A connection that is being made.
package struct ConnectionAttempt {
    /// Gives it up; without effect once the connection is ready.
    package let cancel: (ExchangeFailure) -> Void

    package init(cancel: @escaping (ExchangeFailure) -> Void) {
        self.cancel = cancel
    }
}
