import Foundation
import HTTPTypes
import MeshTransport
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite("HTTP/2 with other people's programs, over sockets")
struct HTTP2InteropTests {
    /// Counts requests on an executor of its own, so that handlers leave the event loop and come back.
    private actor Counter {
        private(set) var count = 0

        func next() -> Int {
            count += 1
            return count
        }
    }

    private static func has(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)")
    }

    /// Runs a server with handlers of all kinds, a program against it, and returns what the program printed.
    private func run(_ program: String, _ arguments: (Int) -> [String]) async throws -> (output: String, status: Int32)
    {
        let counter = Counter()
        let handler = ClosureHandler { request, writer in
            switch request.head.path {
            case "/count":
                writer.respond(HTTPResponse(status: .ok), body: ByteBuffer(string: "\(await counter.next())"))
            case "/echo":
                let body = try? await request.body.collect(upTo: 10_000_000)  // A failure shows as a missing body.
                writer.respond(HTTPResponse(status: .ok), body: body ?? ByteBuffer())
            default:
                writer.respond(
                    HTTPResponse(status: .ok, headerFields: [.contentType: "text/plain"]),
                    body: ByteBuffer(string: "hello"))
            }
        }
        let server = HTTPServer(
            listeners: [.bind("127.0.0.1", port: 0)], group: MultiThreadedEventLoopGroup.singleton,
            acceptor: TaskAcceptor(handler).acceptor)
        try await server.bind()
        let port = try #require(server.port)
        async let running: Void = server.run()
        let result = try await Self.launch(program, arguments(port))
        server.beginDrain(limit: .seconds(1))
        try await running
        return result
    }

    private static func launch(_ program: String, _ arguments: [String]) async throws -> (output: String, status: Int32)
    {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(program)")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        let ended = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { ended.continuation.yield($0.terminationStatus) }
        try process.run()
        // The programs print less than a pipe holds, so they end before they are read.
        var status: Int32 = -1
        for await code in ended.stream {
            status = code
            break
        }
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        return (String(decoding: output, as: UTF8.self), status)
    }

    @Test("curl speaks HTTP/2 with prior knowledge", .enabled(if: has("curl")), .timeLimit(.minutes(1)))
    func curl() async throws {
        let result = try await run("curl") { port in
            [
                "-sS", "--max-time", "20", "--http2-prior-knowledge", "-w", " %{http_version} %{http_code}",
                "http://127.0.0.1:\(port)/",
            ]
        }
        #expect(result.status == 0)
        #expect(result.output == "hello 2 200")
    }

    @Test("curl uploads a megabyte and gets it back", .enabled(if: has("curl")), .timeLimit(.minutes(1)))
    func upload() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "orrery-upload-\(UUID().uuidString)")
        let content = Data((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 13) })
        try content.write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }  // A file left in the temporary folder does no harm.
        let result = try await run("curl") { port in
            [
                "-sS", "--max-time", "20", "--http2-prior-knowledge", "-H", "expect: 100-continue", "--data-binary",
                "@\(path.path())",
                "-o", "\(path.path())", "-w", "%{http_code} %{size_download}", "http://127.0.0.1:\(port)/echo",
            ]
        }
        #expect(result.output == "200 1000000")
        #expect(try Data(contentsOf: path) == content)
    }

    @Test(
        "h2load gets every answer of 20 000, from handlers that leave the loop and come back",
        .enabled(if: has("h2load")), .timeLimit(.minutes(1)))
    func h2load() async throws {
        let result = try await run("h2load") { port in
            ["-n", "20000", "-c", "4", "-m", "50", "http://127.0.0.1:\(port)/count"]
        }
        #expect(result.output.contains("20000 done, 20000 succeeded, 0 failed"))
    }

    @Test("nghttp sends trailers and reads the answer", .enabled(if: has("nghttp")), .timeLimit(.minutes(1)))
    func nghttp() async throws {
        let result = try await run("nghttp") { port in
            ["-t", "20", "--trailer", "x-sum: 1", "-d", "/etc/hostname", "http://127.0.0.1:\(port)/echo"]
        }
        #expect(result.status == 0)
        #expect(!result.output.isEmpty)
    }
}
