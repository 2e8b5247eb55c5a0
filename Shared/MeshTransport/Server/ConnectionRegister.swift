package import NIOCore

/// The open connections of one event loop: one timer watches all their limits, and a drain reaches each.
///
/// It is used on its event loop alone.
package final class ConnectionRegister {
    package let eventLoop: any EventLoop
    /// How far a time limit may be passed before it is seen.
    package let sweepInterval: TimeAmount

    private var connections: [ObjectIdentifier: any ServedConnection] = [:]
    private var sweeps: RepeatedTask?
    private(set) var isDraining = false

    package init(eventLoop: any EventLoop, sweepInterval: TimeAmount) {
        self.eventLoop = eventLoop
        self.sweepInterval = sweepInterval
    }

    package var count: Int { connections.count }

    /// Adds a connection until its channel closes; during a drain it is told so at once.
    package func insert(_ connection: any ServedConnection, of channel: any Channel) {
        eventLoop.preconditionInEventLoop()
        connections[ObjectIdentifier(connection)] = connection
        let bound = NIOLoopBound((self, connection), eventLoop: eventLoop)
        channel.closeFuture.whenComplete { _ in
            let (register, connection) = bound.value
            register.remove(connection)
        }
        if isDraining { connection.beginDrain() }
        if sweeps == nil { startSweeps() }
    }

    /// Gives a connection's place to the one that its bytes turned out to be for.
    func remove(_ connection: any ServedConnection) {
        eventLoop.preconditionInEventLoop()
        connections[ObjectIdentifier(connection)] = nil
        guard connections.isEmpty else { return }
        // An idle server has no timer.
        sweeps?.cancel()
        sweeps = nil
    }

    private func startSweeps() {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        sweeps = eventLoop.scheduleRepeatedTask(initialDelay: sweepInterval, delay: sweepInterval) { _ in
            bound.value.sweep()
        }
    }

    func beginDrain() {
        isDraining = true
        for connection in Array(connections.values) { connection.beginDrain() }
    }

    func abort() {
        for connection in Array(connections.values) { connection.abort() }
    }

    private func sweep() {
        let now = NIODeadline.now()
        // A copy: a connection that is over its limit removes itself.
        for connection in Array(connections.values) { connection.sweep(at: now) }
    }
}
