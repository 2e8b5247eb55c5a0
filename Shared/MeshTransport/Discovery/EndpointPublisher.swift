import Synchronization

/// Holds the last endpoint table and tells its subscribers of each newer one: what every endpoint source is built on.
package final class EndpointPublisher: Sendable {
    private struct State {
        var table: EndpointTable
        var subscribers: [UInt64: @Sendable (EndpointTable) -> Void] = [:]
        var nextSubscriber: UInt64 = 0
    }

    private let state: Mutex<State>

    package init(_ table: EndpointTable = EndpointTable()) {
        state = Mutex(State(table: table))
    }

    package var current: EndpointTable { state.withLock { $0.table } }

    /// Calls back with the current table and each newer one.
    ///
    /// The calls are made under the publisher's lock, which is what keeps them in order; so they must be short and must
    /// not come back to the publisher.
    package func subscribe(_ onChange: @escaping @Sendable (EndpointTable) -> Void) -> EndpointSubscription {
        let number = state.withLock { state in
            let number = state.nextSubscriber
            state.nextSubscriber += 1
            state.subscribers[number] = onChange
            onChange(state.table)
            return number
        }
        return EndpointSubscription { [weak self] in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: number) }
        }
    }

    /// Publishes a table, unless one of the same or a newer revision is here already.
    ///
    /// - Returns: Whether it was newer.
    @discardableResult
    package func publish(_ table: EndpointTable) -> Bool {
        state.withLock { state in
            guard table.revision > state.table.revision else { return false }
            state.table = table
            for subscriber in state.subscribers.values { subscriber(table) }
            return true
        }
    }

    /// Changes the table and publishes it with the next revision.
    package func update(_ change: (inout EndpointTable) -> Void) {
        state.withLock { state in
            change(&state.table)
            state.table.revision += 1
            for subscriber in state.subscribers.values { subscriber(state.table) }
        }
    }
}
