import EventsAPI
import MeshCore
import MeshTestKit
import Testing

@testable import Events

@Suite("Records over a WebSocket")
struct SocketTests {
    private static let path = "/v1/topics/views/partitions/0/records"

    @Test("tell what has come and what comes, from where the client says, until it closes")
    func listening() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].create("views")
            try await machine[0].publish(#"{"key": "a", "value": 0}, {"value": 1}, {"value": {"n": 2}}"#, to: "views")
            let client = try await SocketClient("\(Self.path)?offset=1", at: machine[0].port)
            #expect(client.status == "HTTP/1.1 101 Switching Protocols")
            #expect(client.text.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
            let before = try await client.wait(for: 2)
            #expect(before.map { $0.json["record"]?["offset"] } == [1, 2])
            #expect(before[1].json["record"]?["value"] == ["n": 2])
            try await machine[0].publish(#"{"value": "late"}"#, to: "views")
            #expect(try await client.wait(for: 3)[2].json["record"]?["value"] == "late")
            try await client.send(9, [7, 7])
            #expect(try await client.wait(for: 1, 10) == [.init(opcode: 10, payload: [7, 7])])
            try await client.send(8, [0x03, 0xE8])
            #expect(try await client.wait(for: 1, 8) == [.init(opcode: 8, payload: [0x03, 0xE8])])
            try await client.waitForEnd()
        }
    }

    @Test("are refused as a page is, and a client that talks is told that nobody listens")
    func refusals() async throws {
        try await EventsMachine.with(settings: ["streams.limit": "1"]) { machine in
            try await machine[0].create("views")
            let port = machine[0].port
            #expect(try await SocketClient("/v1/topics/none/partitions/0/records", at: port).status.contains(" 404 "))
            #expect(try await SocketClient(Self.path, at: port, token: "customer").status.contains(" 403 "))
            #expect(try await SocketClient("\(Self.path)?offset=9", at: port).status.contains(" 416 "))
            #expect(try await SocketClient("/v1/topics", at: port).status.contains(" 405 "))
            let client = try await SocketClient(Self.path, at: port)
            #expect(client.status.contains(" 101 "))
            #expect(try await SocketClient(Self.path, at: port).status.contains(" 503 "))
            try await client.send(1, Array("hello".utf8))
            #expect(try await client.wait(for: 1, 8) == [.init(opcode: 8, payload: [0x03, 0xEB])])
            try await client.waitForEnd()
            // Its place is free again.
            try await waitUntil("another is taken") {
                try await SocketClient(Self.path, at: port).status.contains(" 101 ")
            }
        }
    }

    @Test("come through an instance that does not serve the partition, and end with a code when their own shuts down")
    func sharing() async throws {
        try await EventsMachine.with(2) { machine in
            try await machine[0].create("views")
            try await machine[0].publish(#"{"value": 0}"#, to: "views")
            let clients = [
                try await SocketClient(Self.path, at: machine[0].port),
                try await SocketClient(Self.path, at: machine[1].port),
            ]
            for client in clients { #expect(try await client.wait(for: 1)[0].json["record"]?["value"] == 0) }
            machine[0].service.drainBegins()
            #expect(try await clients[0].wait(for: 1, 8) == [.init(opcode: 8, payload: [0x03, 0xE9])])
        }
    }
}
