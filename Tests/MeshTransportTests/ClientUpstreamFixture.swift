import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOEmbedded

/// An upstream over connections in memory, on an event loop whose time stands still until the test moves it.
final class ClientUpstreamFixture {
    let loop = EmbeddedEventLoop()
    let connector: InMemoryConnector
    let source: StaticEndpointSource
    let upstream: Upstream

    /// - Parameters:
    ///   - instances: Those that stand in the endpoint table at first.
    ///   - follows: Whether the upstream takes its endpoints from the start.
    init(
        _ instances: [String], behaviours: [String: InMemoryConnector.Behaviour] = [:],
        configure: (inout UpstreamConfiguration) -> Void = { _ in }
    ) {
        var configuration = UpstreamConfiguration()
        configuration.seed = 7
        configure(&configuration)
        connector = InMemoryConnector(eventLoop: loop)
        connector.behaviours = behaviours
        source = StaticEndpointSource(["catalog": instances.map(Self.endpoint)])
        upstream = Upstream(
            service: "catalog", eventLoop: loop, timers: LoopTimers(eventLoop: loop), connector: connector,
            configuration: configuration)
        upstream.follow(source)
        loop.run()
    }

    static func endpoint(_ instance: String) -> Endpoint {
        Endpoint(instance: instance, host: "127.0.0.1", port: 1)
    }

    var now: MonotonicInstant { MonotonicInstant(loop.now) }

    /// Lets everything happen that is due.
    func run() {
        loop.run()
    }

    func setEndpoints(_ instances: [String]) {
        source.update("catalog", instances.map(Self.endpoint))
        loop.run()
    }

    static func head(_ method: String = "GET", _ fields: [(String, String)] = []) -> HeaderBlock {
        var head = HeaderBlock()
        head.append(":method", method)
        head.append(":scheme", "http")
        head.append(":authority", "catalog")
        head.append(":path", "/")
        for (name, value) in fields { head.append(name, value) }
        return head
    }

    /// Sends a request; its call and what it is told.
    func send(
        _ method: String = "GET", _ fields: [(String, String)] = [], end: ExchangeEnd = .last,
        policy: RetryPolicy = .standard, within limit: Duration? = nil
    ) -> (call: UpstreamCall, answer: RecordingDelegate) {
        let answer = RecordingDelegate()
        let call = upstream.send(
            head: Self.head(method, fields), end: end, policy: policy,
            deadline: limit.map { Deadline(after: $0, from: now) }, delegate: answer)
        loop.run()
        return (call, answer)
    }

    /// Lets the time pass in steps of 10 ms, as timers see it.
    func pass(_ duration: Duration) {
        let end = loop.now + .nanoseconds(duration.nanoseconds)
        while loop.now < end { loop.advanceTime(by: min(.milliseconds(10), end - loop.now)) }
    }

    /// All requests that an instance has been sent.
    func requests(_ instance: String) -> [InMemorySession.Request] {
        connector.sessions.filter { $0.endpoint.instance == instance }.flatMap(\.requests)
    }

    /// The instance that was sent the last request of a call.
    func session(_ instance: String) -> InMemorySession? {
        connector.open(to: instance).last
    }

    /// Answers every request at once with what the closure says for its instance.
    func serve(_ status: @escaping (String) -> Int?) {
        connector.onRequest = { session, request in
            if let status = status(session.endpoint.instance) {
                request.answer(status, body: session.endpoint.instance)
            }
        }
    }

    /// Sends requests one after the other; how many each instance answered, by the body.
    func answers(_ count: Int, every pause: Duration = .zero) -> [String: Int] {
        var answers: [String: Int] = [:]
        for _ in 0..<count {
            let (_, answer) = send()
            answers[String(buffer: answer.body), default: 0] += 1
            if pause > .zero { pass(pause) }
        }
        return answers
    }
}
