import MeshTransport
import Synchronization

/// A source that says exactly what a test tells it to, stale tables too.
final class ManualEndpointSource: EndpointSource {
    private let subscriber = Mutex<(@Sendable (EndpointTable) -> Void)?>(nil)

    var current: EndpointTable { EndpointTable() }

    func subscribe(_ onChange: @escaping @Sendable (EndpointTable) -> Void) -> EndpointSubscription {
        subscriber.withLock { $0 = onChange }
        return EndpointSubscription {}
    }

    func tell(_ table: EndpointTable) {
        subscriber.withLock { $0 }?(table)
    }
}
