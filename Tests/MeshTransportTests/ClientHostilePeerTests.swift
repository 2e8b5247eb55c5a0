import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Testing

/// Peers that accept a connection and then do something else than serve.
@Suite("Peers that misbehave", .timeLimit(.minutes(1)))
struct ClientHostilePeerTests {
    /// An HTTP/2 frame.
    private static func frame(_ type: UInt8, _ flags: UInt8 = 0, stream: UInt8 = 0, _ payload: [UInt8] = []) -> [UInt8]
    {
        [0, UInt8(payload.count >> 8), UInt8(payload.count & 255), type, flags, 0, 0, 0, stream] + payload
    }

    private static let settings = frame(4)
    private static let get = HTTPRequest(method: .get, scheme: "http", authority: nil, path: "/")

    private enum Misdeed: String, CaseIterable {
        case nothing = "says nothing"
        case close = "closes at once"
        case reset = "resets at once"
        case garbage = "speaks no HTTP"
        case http1 = "answers in HTTP/1.1"
        case goAway = "goes away at once"
        case settingsThenSilence = "sends SETTINGS and nothing more"
        case settingsThenGarbage = "breaks the protocol in its second frame"
        case hugeFrame = "announces a frame beyond the limit"
        case unaskedAnswer = "answers what was not asked"
    }

    private static func misbehave(_ socket: RawSocket, _ misdeed: Misdeed) async throws {
        switch misdeed {
        case .nothing: break
        case .close: await socket.close()
        case .reset: try await socket.abort()
        case .garbage: try await socket.send(Array(repeating: 0x58, count: 10_000))
        case .http1: try await socket.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi")
        case .goAway: try await socket.send(settings + frame(7, 0, [0, 0, 0, 0, 0, 0, 0, 0]))
        case .settingsThenSilence: try await socket.send(settings)
        case .settingsThenGarbage: try await socket.send(settings + frame(0, 0, stream: 0, [1, 2, 3]))
        case .hugeFrame: try await socket.send(settings + [0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1])
        case .unaskedAnswer: try await socket.send(settings + frame(1, 5, stream: 7, [0x88]))
        }
    }

    private static func frame(_ type: UInt8, _ flags: UInt8, _ payload: [UInt8]) -> [UInt8] {
        frame(type, flags, stream: 0, payload)
    }

    @Test(
        "Beside a peer that misbehaves, every request is answered by the one that does not", arguments: Misdeed.allCases
    )
    private func beside(misdeed: Misdeed) async throws {
        let bad = try await RawListener.bind()
        let good = try await ClientTestServer.start("good", acceptor: ClientAcceptors.named("good"))
        let endpoints = [Endpoint(instance: "bad", host: "127.0.0.1", port: bad.port), good.endpoint]
        let client = ServiceClient(
            service: "catalog", source: StaticEndpointSource(["catalog": endpoints]),
            group: MultiThreadedEventLoopGroup.singleton)
        let first = try await client.send(Self.get)
        #expect(try await first.collect(upTo: 10) == ByteBuffer(string: "good"))
        // What the peer does to a connection that is gone already is of no interest.
        try? await Self.misbehave(try await bad.connection(), misdeed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 {
                group.addTask {
                    let response = try await client.send(Self.get)
                    #expect(try await response.collect(upTo: 10) == ByteBuffer(string: "good"))
                }
            }
            try await group.waitForAll()
        }
        try await client.shutDown()
        await bad.close()
        await good.stop()
    }

    @Test("A peer that never says a word is given up, and the caller told, within the wait")
    func alone() async throws {
        let bad = try await RawListener.bind()
        let client = HTTPClient(.tcp(host: "127.0.0.1", port: bad.port), group: MultiThreadedEventLoopGroup.singleton)
        let start = ContinuousClock.now
        let failure = await #expect(throws: ExchangeFailure.self) { try await client.send(Self.get) }
        #expect(failure?.reason == .connectFailed)
        #expect(failure?.processing == ExchangeFailure.Processing.none)
        #expect(ContinuousClock.now - start < .seconds(5))
        try await client.shutDown()
        await bad.close()
    }

    @Test("A peer that dies in the middle of an answer's body is a failure within the body")
    func cutAnswer() async throws {
        let bad = try await RawListener.bind()
        let client = HTTPClient(.tcp(host: "127.0.0.1", port: bad.port), group: MultiThreadedEventLoopGroup.singleton)
        async let answer = client.send(Self.get)
        let socket = try await bad.connection()
        try await socket.send(Self.settings)
        let request = await socket.read { received in received.bytes.count > 24 + 9 && Self.hasHeaders(received.bytes) }
        #expect(Self.hasHeaders(request.bytes))
        try await socket.send(Self.frame(1, 4, stream: 1, [0x88]) + Self.frame(0, 0, stream: 1, Array("half".utf8)))
        let response = try await answer
        await socket.close()
        let failure = await #expect(throws: ExchangeFailure.self) { try await response.collect(upTo: 100) }
        #expect(failure?.reason == .connectionLost)
        try await client.shutDown()
        await bad.close()
    }

    /// Whether a HEADERS frame is among what a client sent after its preface.
    private static func hasHeaders(_ bytes: [UInt8]) -> Bool {
        var position = 24
        while position + 9 <= bytes.count {
            if bytes[position + 3] == 1 { return true }
            position += 9 + Int(bytes[position]) << 16 + Int(bytes[position + 1]) << 8 + Int(bytes[position + 2])
        }
        return false
    }
}
