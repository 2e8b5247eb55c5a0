import Gateway
import MeshTransport
import Testing

struct OverlaidEndpointSourceTests {
    private let one = Endpoint(instance: "one", host: "h", port: 1)
    private let two = Endpoint(instance: "two", host: "h", port: 2)

    @Test("A service in the list is taken from it, every other one from below")
    func overlays() {
        let base = StaticEndpointSource(["a": [one], "b": [one]])
        let source = OverlaidEndpointSource(["b": [two]], over: base)
        #expect(source.current.services == ["a": [one], "b": [two]])
        base.update("a", [two])
        base.update("b", [])
        #expect(source.current.services == ["a": [two], "b": [two]])
        source.apply([:])
        #expect(source.current.services == ["a": [two], "b": []])
    }

    @Test("Subscribers are told of each change, with growing revisions")
    func tells() {
        let base = StaticEndpointSource([:])
        let source = OverlaidEndpointSource([:], over: base)
        let revisions = Mutexed<[UInt64]>([])
        let subscription = source.subscribe { table in revisions.change { $0.append(table.revision) } }
        base.update("a", [one])
        source.apply(["a": [two]])
        subscription.cancel()
        source.apply([:])
        #expect(revisions.value.count == 3)
        #expect(zip(revisions.value, revisions.value.dropFirst()).allSatisfy { $0 < $1 })
    }
}
