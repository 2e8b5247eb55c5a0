package import MeshTransport
package import NIOCore

/// Makes connections in memory, each as the test says for its endpoint.
package final class InMemoryConnector: ClientConnector {
    /// What an endpoint does with a connection.
    package enum Behaviour {
        /// Stands at once.
        case accept
        /// Fails at once, as a dead process's port does.
        case refuse
        /// Says nothing, as a stopped process does.
        case silence
    }

    /// By instance; ``Behaviour/accept`` for those that are not named.
    package var behaviours: [String: Behaviour] = [:]
    /// All that were made, in order.
    package private(set) var sessions: [InMemorySession] = []
    /// Plays the server of new sessions.
    package var onRequest: ((InMemorySession, InMemorySession.Request) -> Void)?
    /// Exchanges that a new session takes at once.
    package var maximumExchanges = 100

    private let eventLoop: any EventLoop

    package init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// The sessions to an instance that are not closed.
    package func open(to instance: String) -> [InMemorySession] {
        sessions.filter { $0.endpoint.instance == instance && !$0.isClosed }
    }

    package func connect(to endpoint: Endpoint, observer: any ClientSessionObserver) -> ConnectionAttempt {
        let session = InMemorySession(endpoint: endpoint, eventLoop: eventLoop, observer: observer)
        session.maximumExchanges = maximumExchanges
        session.onRequest = { [weak self, unowned session] request in self?.onRequest?(session, request) }
        sessions.append(session)
        let behaviour = behaviours[endpoint.instance] ?? .accept
        let bound = NIOLoopBound(session, eventLoop: eventLoop)
        switch behaviour {
        case .accept: eventLoop.execute { bound.value.becomeReady() }
        case .refuse:
            session.close(ExchangeFailure(.connectFailed, processing: .none, detail: "refused in memory"))
        case .silence: break
        }
        return ConnectionAttempt { session.close($0) }
    }
}
