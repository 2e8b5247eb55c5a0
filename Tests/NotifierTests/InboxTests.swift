import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Notifier

@Suite("Inboxes")
struct InboxTests {
    @Test(
        "A notification reaches an open stream, through whichever instance it is sent; a reader that comes back misses nothing"
    )
    func streaming() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { one in
            try await NotifierInstance.with(directory: directory.path) { other in
                try await Self.tell("old", "mary", one)
                let live = try await one.events(2, of: "mary") {
                    try await Self.tell("a", "mary", one)
                    try await Self.tell("x", "bob", one)
                    try await Self.tell("b", "mary", other)
                }
                #expect(live.map { $0.data["subject"] } == ["a", "b"])
                try await Self.tell("c", "mary", other)
                let rest = try await other.events(2, of: "mary", after: live[0].id)
                #expect(rest.map { $0.data["subject"] } == ["b", "c"])
                let all = try await other.events(4, of: "mary", after: 0)
                #expect(all.map { $0.data["subject"] } == ["old", "a", "b", "c"])
            }
        }
    }

    @Test("An inbox is its account's alone, in pages, and remembers what was read")
    func reading() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            for number in 0..<5 { try await Self.tell("\(number)", "mary", notifier) }
            try await Self.tell("0", "mary", notifier)
            let page = try await notifier.send(.get, "/v1/inbox?limit=3", token: "mary").json
            #expect(page["items"]?.arrayValue?.map { $0["subject"] } == ["4", "3", "2"])
            #expect(page["unread"] == 5)
            let cursor = try #require(page["nextCursor"]?.stringValue)
            let rest = try await notifier.send(.get, "/v1/inbox?cursor=\(cursor)", token: "mary").json
            #expect(rest["items"]?.arrayValue?.map { $0["subject"] } == ["1", "0"])
            #expect(rest["nextCursor"] == nil)
            let id = try #require(page["items"]?[0]?["id"]?.stringValue)
            #expect(try await notifier.send(.post, "/v1/inbox/\(id)/read", token: "bob").status == 404)
            #expect(try await notifier.send(.post, "/v1/inbox/\(id)/read", token: "mary").json["readAt"] != nil)
            #expect(try await notifier.send(.get, "/v1/inbox", token: "mary").json["unread"] == 4)
            #expect(try await notifier.send(.get, "/v1/inbox", token: "bob").json["items"] == [])
            #expect(try await notifier.send(.get, "/v1/inbox?cursor=\(cursor)", token: "bob").status == 400)
            #expect(try await notifier.send(.get, "/v1/inbox", token: nil).status == 401)
        }
    }

    @Test("Past the limit of streams a reader is told, and a stream that ends makes room")
    func limit() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            let board = InboxBoard(store: notifier.service.store, limit: 1)
            var first: InboxBoard.Listener? = try board.listen(for: "mary")
            #expect(throws: NotifierError.tooManyStreams(limit: 1)) { try board.listen(for: "bob") }
            #expect(first != nil)
            first = nil
            _ = try board.listen(for: "bob")
            board.end()
            #expect(throws: NotifierError.tooManyStreams(limit: 1)) { try board.listen(for: "bob") }
        }
    }

    private static func tell(_ subject: String, _ account: String, _ notifier: NotifierInstance) async throws {
        let request: JSONValue = [
            "key": .string("\(subject)"), "category": "orders", "channels": ["inbox"],
            "recipients": [["account": .string("acc_\(account)")]],
            "content": ["subject": .string(subject), "text": "Text"],
        ]
        let answer = try await notifier.send(.post, "/v1/notifications", request)
        #expect(answer.status == 202, "\(answer)")
        #expect(answer.json["deliveries"]?[0]?["state"] == "sent")
    }

    @Test("A WebSocket tells what comes into an inbox, to its owner alone, from where they want")
    func socket() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            func tell(_ subject: String) async throws {
                let answer = try await notifier.send(
                    .post, "/v1/notifications",
                    [
                        "key": .string(subject), "category": "orders", "channels": ["inbox"],
                        "recipients": [["account": "acc_mary"]], "content": ["subject": .string(subject), "text": ""],
                    ])
                #expect(answer.status == 202, "\(answer)")
            }
            try await tell("before")
            let mary = try await Self.open("/v1/inbox/socket?after=0", notifier.port, "mary")
            let bob = try await Self.open("/v1/inbox/socket", notifier.port, "bob")
            try await waitUntil("what came before", state: { mary.received.text }) {
                mary.received.text.contains(#""subject":"before""#)
            }
            try await tell("after")
            try await waitUntil("what came after", state: { mary.received.text }) {
                mary.received.text.contains(#""subject":"after""#)
            }
            #expect(!bob.received.text.contains("subject"))
            // A masked frame that ends it; the answer is seen when the next thing comes.
            try await mary.send([0x88, 0x82, 1, 2, 3, 4, 0x03 ^ 1, 0xE8 ^ 2])
            try await tell("last")
            try await waitUntil("the end", state: { mary.received.text }) {
                mary.received.isHalfClosed || mary.received.isClosed
            }
        }
    }

    /// Asks for a WebSocket.
    private static func open(_ path: String, _ port: Int, _ token: String) async throws -> RawSocket {
        let socket = try await RawSocket.connect(port: port)
        let lines = [
            "GET \(path) HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Authorization: Bearer \(token)",
        ]
        try await socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
        try await waitUntil("the WebSocket", state: { socket.received.text }) {
            socket.received.text.hasPrefix("HTTP/1.1 101")
        }
        return socket
    }
}
