import Foundation
import Glibc
import MeshTestKit
import NIOCore
import NIOPosix
import Testing

@testable import MeshTransport

/// Where connections come from, how many there may be, and how a server stops taking them.
@Suite struct ListenerTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    /// A listening TCP socket of the test's own, on a port of the kernel's choice, as a supervisor would pass it.
    private func listeningSocket() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        try #require(listen(descriptor, 128) == 0)
        return descriptor
    }

    @Test(
        "LISTEN_FDS names descriptors from 3 on, with their names",
        arguments: [
            (["LISTEN_FDS": "2", "LISTEN_FDNAMES": "public:admin"], [(3, "public"), (4, "admin")]),
            (["LISTEN_FDS": "1"], [(3, "unknown")]), (["LISTEN_FDS": "1", "LISTEN_PID": "77"], [(3, "unknown")]),
            (["LISTEN_FDS": "1", "LISTEN_PID": "0"], [(3, "unknown")]), (["LISTEN_FDS": "1", "LISTEN_PID": "78"], []),
            ([:], []), (["LISTEN_FDS": "0"], []),
        ] as [([String: String], [(Int32, String)])])
    func inheritedSockets(_ environment: [String: String], _ expected: [(Int32, String)]) throws {
        let sockets = try InheritedSockets.parse(environment, processID: 77)
        #expect(sockets == expected.map { InheritedSockets.Socket(descriptor: $0.0, name: $0.1) })
    }

    @Test(
        "Variables that contradict themselves are an error",
        arguments: [
            ["LISTEN_FDS": "x"], ["LISTEN_FDS": "-1"], ["LISTEN_FDS": "100000"],
            ["LISTEN_FDS": "1", "LISTEN_PID": "x"],
            ["LISTEN_FDS": "1", "LISTEN_FDNAMES": "a:b"],
        ])
    func malformedVariables(_ environment: [String: String]) {
        #expect(throws: InheritedSockets.Failure.self) { try InheritedSockets.parse(environment, processID: 77) }
    }

    @Test("Servers that share a socket wake together, and those that find nothing to accept go on")
    func sharedWakes() async throws {
        let descriptor = try listeningSocket()
        let service = TestService()
        let servers = (0..<3).map { _ in
            HTTPServer(
                listeners: [.inherited(dup(descriptor))], group: MultiThreadedEventLoopGroup.singleton,
                acceptor: service.acceptor)
        }
        for server in servers { try await server.bind() }
        let port = try #require(servers[0].port)
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    let socket = try await RawSocket.connect(port: port)
                    let answer = try await socket.request(Self.get)
                    await socket.close()
                    return answer
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 100)
        #expect(answers.allSatisfy { $0.hasSuffix("hello") })
        for server in servers {
            server.beginDrain(limit: .seconds(5))
            try await server.run()
        }
        Glibc.close(descriptor)
    }

    @Test("A drained server leaves a shared socket, and all that queue on it, to the others")
    func sharedSocket() async throws {
        let descriptor = try listeningSocket()
        let group = MultiThreadedEventLoopGroup.singleton
        let service = TestService()
        func start() async throws -> (HTTPServer, Task<Void, any Error>) {
            let server = HTTPServer(
                listeners: [.inherited(dup(descriptor))], group: group, acceptor: service.acceptor)
            try await server.bind()
            return (server, Task { try await server.run() })
        }
        var current = try await start()
        let port = try #require(current.0.port)
        for _ in 0..<5 {
            let next = try await start()
            current.0.beginDrain(limit: .seconds(5))
            for _ in 0..<10 {
                let socket = try await RawSocket.connect(port: port)
                #expect(try await socket.request(Self.get).hasSuffix("hello"))
                await socket.close()
            }
            try await current.1.value
            current = next
        }
        // With nobody left to accept, the socket itself still queues connections.
        current.0.beginDrain(limit: .zero)
        try await current.1.value
        let queued = try await RawSocket.connect(port: port)
        try await queued.send(Self.get)
        let last = try await start()
        #expect(await queued.answer().hasSuffix("hello"))
        await queued.close()
        last.0.beginDrain(limit: .zero)
        try await last.1.value
        Glibc.close(descriptor)
    }

    @Test("A UNIX domain socket is served, also over the file that a dead server left")
    func unixDomainSocket() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("socket")
        for _ in 0..<2 {
            try await withTestServer(listeners: [.unixDomainSocket(path)]) { _ in
                let socket = try await RawSocket.connect(to: SocketAddress(unixDomainSocketPath: path))
                #expect(try await socket.request(Self.get).hasSuffix("hello"))
                await socket.close()
            }
        }
    }

    @Test("Several event loops serve one socket, and several listeners one server")
    func loops() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 3)
        try await withTestServer(listeners: [.bind("127.0.0.1", port: 0), .bind("127.0.0.1", port: 0)], group: group) {
            server in
            #expect(server.server.boundAddresses.count == 2)
            for address in server.server.boundAddresses {
                for _ in 0..<6 {
                    let socket = try await RawSocket.connect(to: address)
                    #expect(try await socket.request(Self.get).hasSuffix("hello"))
                    await socket.close()
                }
            }
        }
        try await group.shutdownGracefully()
    }

    @Test("Two servers can share a port when both say so")
    func sharedPort() async throws {
        try await withTestServer(listeners: [.shared("127.0.0.1", port: 0)]) { first in
            try await withTestServer(listeners: [.shared("127.0.0.1", port: first.port)]) { second in
                #expect(first.port == second.port)
            }
        }
    }

    @Test("An address that is taken is an error that names it")
    func takenAddress() async throws {
        try await withTestServer { first in
            let second = HTTPServer(
                listeners: [.bind("127.0.0.1", port: first.port)], group: MultiThreadedEventLoopGroup.singleton,
                acceptor: first.service.acceptor)
            await #expect(throws: HTTPServer.Failure.self) { try await second.bind() }
        }
    }

    @Test("Beyond the most connections, one waits until another ends")
    func connectionCap() async throws {
        try await withTestServer({ $0.maxConnections = 2 }) { server in
            let open = [try await server.connect(), try await server.connect()]
            for socket in open { #expect(try await socket.request(Self.get).hasSuffix("hello")) }
            // One may be accepted with the turn that reaches the limit; those behind it wait.
            var waiting: [RawSocket] = []
            for _ in 0..<8 { waiting.append(try await server.connect()) }
            for socket in waiting { try await socket.send(Self.get) }
            for socket in open { #expect(try await socket.request(Self.get).hasSuffix("hello")) }
            #expect(waiting.contains { $0.received.bytes.isEmpty })
            for socket in open { await socket.close() }
            for socket in waiting {
                #expect(await socket.answer().hasSuffix("hello"))
                await socket.close()
            }
        }
    }

    @Test("A drain finishes what is open, answers the next request with close, and takes nothing new")
    func drain() async throws {
        try await withTestServer({ $0.http1.drainGrace = .seconds(30) }) { server in
            let (busy, idle) = (try await server.connect(), try await server.connect())
            #expect(try await idle.request(Self.get).hasSuffix("hello"))
            try await busy.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            try await waitUntil("the held request") { server.service.presentedCount == 2 }
            server.server.beginDrain(limit: .seconds(30))
            try await waitUntil("new connections to be refused") {
                // To be refused is what is waited for.
                guard let socket = try? await server.connect() else { return true }
                await socket.close()
                return false
            }
            let last = try await idle.request(Self.get)
            #expect(last.contains("connection: close\r\n") && last.hasSuffix("hello"))
            server.service.release()
            let answer = await busy.readUntilClosed()
            #expect(answer.text.contains("connection: close\r\n") && answer.text.hasSuffix("released"))
            try await server.server.run()
        }
    }

    @Test("A drain lets an idle connection go after its grace, and none before a request that began is answered")
    func drainGrace() async throws {
        try await withTestServer({ $0.http1.drainGrace = .milliseconds(200) }) { server in
            let (idle, begun, fresh) = (
                try await server.connect(), try await server.connect(), try await server.connect()
            )
            for socket in [idle, begun] { #expect(try await socket.request(Self.get).hasSuffix("hello")) }
            try await begun.send("GET / HT")
            server.server.beginDrain(limit: .seconds(30))
            for socket in [idle, fresh] {
                let end = await socket.readUntilClosed()
                #expect((end.isClosed || end.isHalfClosed) && end.bytes.isEmpty)
            }
            #expect(try await begun.request("TP/1.1\r\nHost: a\r\n\r\n").hasSuffix("hello"))
            try await server.server.run()
        }
    }

    @Test("What is open after the drain's limit is ended")
    func drainLimit() async throws {
        try await withTestServer { server in
            let socket = try await server.connect()
            try await socket.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            try await waitUntil("the held request") { server.service.presentedCount == 1 }
            server.server.beginDrain(limit: .milliseconds(50))
            try await server.server.run()
            #expect(server.service.firstFailure == .shuttingDown)
            #expect(await socket.readUntilClosed().bytes.isEmpty)
        }
    }

    @Test("Cancelling a server's task ends it")
    func cancellation() async throws {
        let service = TestService()
        let server = HTTPServer(
            listeners: [.bind("127.0.0.1", port: 0)], group: MultiThreadedEventLoopGroup.singleton,
            acceptor: service.acceptor)
        try await server.bind()
        let task = Task { try await server.run() }
        let socket = try await RawSocket.connect(port: server.port ?? 0)
        #expect(try await socket.request(Self.get).hasSuffix("hello"))
        task.cancel()
        try await task.value
        #expect(await socket.readUntilClosed().bytes.isEmpty)
    }
}
