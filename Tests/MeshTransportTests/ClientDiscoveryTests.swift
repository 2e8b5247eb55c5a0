import MeshTestKit
import MeshTransport
import Synchronization
import Testing

@Suite("Where endpoints come from")
struct ClientDiscoveryTests {
    private func seen(_ source: any EndpointSource) -> (revisions: RevisionLog, subscription: EndpointSubscription) {
        let log = RevisionLog()
        return (log, source.subscribe { log.append($0) })
    }

    @Test("A subscriber is told the table of now, each newer one, and no older one")
    func publisher() {
        let publisher = EndpointPublisher(EndpointTable(revision: 3))
        let log = RevisionLog()
        let subscription = publisher.subscribe { log.append($0) }
        #expect(publisher.publish(EndpointTable(revision: 5)))
        #expect(!publisher.publish(EndpointTable(revision: 4)))
        #expect(!publisher.publish(EndpointTable(revision: 5)))
        #expect(publisher.publish(EndpointTable(revision: 6)))
        subscription.cancel()
        #expect(publisher.publish(EndpointTable(revision: 7)))
        #expect(log.revisions == [3, 5, 6])
        #expect(publisher.current.revision == 7)
    }

    @Test("Tables published from many threads reach each subscriber in order")
    func order() async {
        let publisher = EndpointPublisher()
        let logs = (0..<4).map { _ in RevisionLog() }
        let subscriptions = logs.map { log in publisher.subscribe { log.append($0) } }
        await withTaskGroup { group in
            for revision in 1...500 {
                group.addTask { _ = publisher.publish(EndpointTable(revision: UInt64(revision))) }
            }
        }
        for log in logs {
            #expect(log.revisions == log.revisions.sorted())
            #expect(log.revisions.last == 500)
        }
        for subscription in subscriptions { subscription.cancel() }
    }

    @Test("The addresses of a name are its service's endpoints, and stay when the resolver is away")
    func dns() async {
        let answer = Mutex<[String]?>(["10.0.0.2", "10.0.0.1", "10.0.0.1"])
        struct Away: Error {}
        let source = DNSEndpointSource(["catalog": .init(host: "catalog.mesh", port: 80)], interval: .seconds(1)) {
            name in
            #expect(name.host == "catalog.mesh")
            guard let addresses = answer.withLock({ $0 }) else { throw Away() }
            return addresses
        }
        let (log, subscription) = seen(source)
        await source.refresh()
        #expect(source.current.services["catalog"]?.map(\.host) == ["10.0.0.1", "10.0.0.2"])
        await source.refresh()
        answer.withLock { $0 = nil }
        await source.refresh()
        #expect(source.current.services["catalog"]?.count == 2)
        answer.withLock { $0 = ["10.0.0.3"] }
        await source.refresh()
        #expect(source.current.services["catalog"]?.map(\.instance) == ["catalog@10.0.0.3:80"])
        #expect(log.revisions == [0, 1, 2], "a table that says nothing new is not published")
        subscription.cancel()
    }

    @Test("The system's resolver is asked")
    func resolver() async {
        let source = DNSEndpointSource(["here": .init(host: "127.0.0.1", port: 7)])
        await source.refresh()
        #expect(source.current.services["here"] == [Endpoint(instance: "here@127.0.0.1:7", host: "127.0.0.1", port: 7)])
    }
}

private final class RevisionLog: Sendable {
    private let seen = Mutex<[UInt64]>([])

    var revisions: [UInt64] { seen.withLock { $0 } }

    func append(_ table: EndpointTable) {
        seen.withLock { $0.append(table.revision) }
    }
}
