import Foundation
import HTTPTypes
import Hummingbird
import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@testable import Functions
@testable import MeshRuntime

@Suite("The real clients")
struct ClientTests {
    /// Serves a door on a socket.
    private struct DoorHandler: RequestHandler {
        let door: FunctionsDoor

        func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async {
            do {
                let body = try await request.body.collect(upTo: 64 << 20)
                let response = try await door.respond(request.head, body)
                let sender = BodySender(response.head, isWhole: response.body.contentLength != nil, writer)
                if response.body.contentLength == 0 { return writer.respond(response.head) }
                try await response.body.write(sender)
            } catch {
                writer.abort()
            }
        }
    }

    @Test("boto3 makes, calls and changes functions; awslambdaric runs Python handlers")
    func boto() async throws {
        let python = ProcessInfo.processInfo.environment["ORRERY_PYTHON"] ?? "python3"
        try await FunctionsDoor.with(["handlers.python": python]) { door in
            try await withServer(handler: DoorHandler(door: door)) { _, port in
                let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
                let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                    .appending(path: "Scripts/clients.py")
                let words = try await PythonScript(python).run([
                    script.path, "http://127.0.0.1:\(port)/aws", folder.appending(path: "EchoFunction").path,
                ])
                #expect(words.hasSuffix("passed\n"), "\(words)")
            }
        }
    }
}
