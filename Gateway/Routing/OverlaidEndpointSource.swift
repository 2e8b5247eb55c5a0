package import MeshTransport
import Synchronization

/// Endpoints that are written down, over those of another source: a service that is in the list is taken from it alone.
package final class OverlaidEndpointSource: EndpointSource {
    private struct State {
        var list: [String: [Endpoint]]
        var base: EndpointTable
        var revision: UInt64 = 0
    }

    private let publisher = EndpointPublisher()
    private let state: Mutex<State>
    private let subscription = Mutex<EndpointSubscription?>(nil)

    /// Takes a list, and where all else comes from.
    package init(_ list: [String: [Endpoint]], over base: any EndpointSource) {
        state = Mutex(State(list: list, base: EndpointTable()))
        let subscription = base.subscribe { [weak self] table in
            self?.change { $0.base = table }
        }
        self.subscription.withLock { $0 = subscription }
    }

    deinit {
        subscription.withLock { $0?.cancel() }
    }

    /// Takes another list.
    package func apply(_ list: [String: [Endpoint]]) {
        change { $0.list = list }
    }

    package var current: EndpointTable { publisher.current }

    package func subscribe(_ onChange: @escaping @Sendable (EndpointTable) -> Void) -> EndpointSubscription {
        publisher.subscribe(onChange)
    }

    /// Publishes under the lock, so that of two changes the later one is the one that stays.
    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            body(&state)
            state.revision += 1
            let services = state.base.services.merging(state.list) { _, listed in listed }
            publisher.publish(EndpointTable(revision: state.revision, services: services))
        }
    }
}
