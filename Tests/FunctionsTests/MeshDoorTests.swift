import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Testing

@testable import Functions

@Suite("What handlers may ask the mesh")
struct MeshDoorTests {
    /// A service that says what it was asked.
    private struct Parrot: RequestHandler {
        func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async {
            let head = request.head
            // A body that breaks off is shown as none.
            let body = (try? await request.body.collect(upTo: 1 << 20)).map { String(buffer: $0) } ?? ""
            let isFound = head.path?.hasPrefix("/there") == true
            writer.respond(
                HTTPResponse(status: isFound ? .ok : .notFound),
                body: ByteBuffer(string: "\(head.method) \(head.path ?? "") \(head.authority ?? "") \(body)"))
        }
    }

    @Test("A handler calls a service by name, and is told what it refuses")
    func calls() async throws {
        try await withServer(handler: Parrot()) { _, port in
            let client = ServiceClient(
                service: "parrot",
                source: StaticEndpointSource(["parrot": [Endpoint(instance: "p", host: "127.0.0.1", port: port)]]),
                group: MultiThreadedEventLoopGroup.singleton)
            try await FunctionsDoor.with(mesh: HandlerMesh(["parrot"]) { _ in client }) { door in
                try await door.create("echo", try echoArchive())
                let asked = try await door.invoke(
                    "echo", ["do": "call", "method": "PUT", "service": "parrot", "path": "/there?a=1", "body": "words"])
                #expect(asked.json == "PUT /there?a=1 parrot words", "\(asked)")
                let refused = try await door.invoke("echo", ["do": "call", "service": "parrot", "path": "/gone"])
                #expect(
                    refused.functionError == "Unhandled" && refused.json["errorType"] == "MeshRefusal", "\(refused)")
                #expect(refused.json["errorMessage"]?.stringValue?.contains("404 GET /gone") == true)
                let stranger = try await door.invoke("echo", ["do": "call", "service": "orders", "path": "/there"])
                #expect(stranger.json["errorMessage"]?.stringValue?.contains("handlers.reach") == true, "\(stranger)")
                #expect(await door.counts("echo")?.processes == 1, "a refusal is no reason to end")
            }
            try await client.shutDown()
        }
    }

    @Test("Without services to reach there is no mesh")
    func nobody() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("echo", try echoArchive())
            let answer = try await door.invoke("echo", ["do": "call", "service": "parrot", "path": "/there"])
            #expect(answer.json["errorType"] == "MeshRefusal", "\(answer)")
        }
    }

    @Test("Who does not know the key is refused, whatever it asks")
    func strangers() async throws {
        let mesh = HandlerMesh(["parrot"]) { name in
            ServiceClient(
                service: name, source: StaticEndpointSource([:]), group: MultiThreadedEventLoopGroup.singleton)
        }
        let door = MeshDoor(mesh: mesh, key: MeshDoor.newKey())
        struct Stranger: RequestHandler {
            let door: MeshDoor
            func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async {
                await door.handle(request.head.path ?? "", request, writer)
            }
        }
        try await withServer(handler: Stranger(door: door)) { _, port in
            let client = HTTPClient(.tcp(host: "127.0.0.1", port: port), group: MultiThreadedEventLoopGroup.singleton)
            for key in [nil, "", "guessed"] {
                var head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/mesh/parrot/there")
                head.headerFields[.meshKey] = key
                let answer = try await client.send(head, deadline: Deadline(after: .seconds(30), from: .now()))
                #expect(answer.status == .forbidden)
            }
            try await client.shutDown()
        }
        #expect(MeshDoor.newKey() != MeshDoor.newKey())
    }
}
