import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore
import NotifierAPI

/// An account's own notifications, over HTTP: as a list, and as a stream of what comes.
struct InboxRoutes: Sendable {
    let store: NotifierStore
    let board: InboxBoard
    let cursors: Cursors

    private static let tag = "inbox"
    private static let path = "/v1/inbox"
    private static let streamType = "text/event-stream"
    private static let lastEventID = "Last-Event-ID"
    /// Items of one part of a stream.
    private static let partItems = 100
    /// A comment, which readers pass over.
    private static let nothing = ":\n\n"
    /// So long before its deadline a stream ends by itself, that its reader sees an end and not an error.
    static let endBefore: Duration = InboxBoard.silence + .seconds(1)

    func add(to api: inout API) {
        addReading(to: &api)
        addMarking(to: &api)
        addSocket(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "readInbox",
                summary:
                    "The caller's notifications, the newest first; with `Accept: text/event-stream`, those that come",
                tag: Self.tag, access: .user,
                parameters: [
                    .query("limit", .integer(1...100), default: "50", "The most items of a page."),
                    .query("cursor", .string(1...2048), "Where to go on: nextCursor of the page before."),
                    .header(
                        Self.lastEventID, .integer(0...9_007_199_254_740_991),
                        "Of a stream: begin behind the notification of this id; without it, with those that come."),
                ],
                responses: [
                    .ok(InboxPage.self, "A page."), .content(Self.streamType, "Notifications as they come."),
                ], problems: [503])
        ) { [self] input, context in
            let account = context.principal?.subject ?? ""
            if (input.head.headerFields[.accept] ?? "").contains(Self.streamType) {
                return try stream(account, after: input.integer(Self.lastEventID).map(Int64.init), context.deadline)
            }
            let limit = input.integer("limit") ?? 50
            let scope = "inbox \(account)"
            let last = try input.string("cursor").map { try cursors.read($0, as: Int64.self, scope: scope) }
            let (found, unread) = try await store.inbox(of: account, before: last, limit: limit + 1)
            let page = found.prefix(limit)
            let next = try found.count > limit ? page.last.map { try cursors.make($0.sequence, scope: scope) } : nil
            return try .json(
                InboxPage(items: Array(page), unread: unread, nextCursor: next), headers: [.cacheControl: "no-store"])
        }
    }

    private func addMarking(to api: inout API) {
        api.on(
            .post, "\(Self.path)/{id}/read",
            Operation(
                id: "markRead", summary: "Note that a notification was read", tag: Self.tag, access: .user,
                parameters: [.path("id", .id(Delivery.ID.self), "The notification")],
                responses: [.ok(InboxItem.self)], problems: [404])
        ) { [store] input, context in
            guard let item = try await store.read(try input.id("id"), of: context.principal?.subject ?? "") else {
                throw NotifierError.itemNotFound
            }
            return try .json(item)
        }
    }

    private func addSocket(to api: inout API) {
        api.onWebSocket(
            "\(Self.path)/socket", id: "listenToInbox", summary: "What comes into the caller's inbox, over a WebSocket",
            tag: Self.tag, access: .user,
            parameters: [
                .query(
                    "after", .integer(0...9_007_199_254_740_991),
                    "Begin behind the notification of this place; without it, with those that come.")
            ]
        ) { [store, board] input, context in
            let account = context.principal?.subject ?? ""
            // Listening begins before the place is read: nothing comes between.
            let listener = try board.listen(for: account)
            let begin = try input.integer("after").map(Int64.init) ?? store.lastPlace()
            return InboxTalk(
                store: store, listener: listener, account: account, begin: begin, deadline: context.deadline
            ).run
        }
    }

    /// What comes into an inbox, as server-sent events: the id of each is its place, so that a reader that comes back misses
    /// nothing and gets nothing twice.
    private func stream(_ account: String, after last: Int64?, _ deadline: Deadline?) throws -> HTTPReply {
        // Listening begins before the place is read: nothing comes between.
        let listener = try board.listen(for: account)
        let begin = try last ?? store.lastPlace()
        return .stream(mediaType: Self.streamType, headers: [.cacheControl: "no-store"]) { writer in
            var place = begin
            try await writer.write(ByteBuffer(string: Self.nothing))
            // The board wakes each stream now and then, so that none is silent for long.
            for await _ in listener.news {
                if let deadline, deadline.remaining(at: .now()) < Self.endBefore { break }
                var items = try store.news(for: account, after: place, limit: Self.partItems)
                if items.isEmpty { try await writer.write(ByteBuffer(string: Self.nothing)) }
                while let newest = items.last {
                    place = newest.sequence
                    try await writer.write(try Self.events(items))
                    items = try store.news(for: account, after: place, limit: Self.partItems)
                }
            }
            try await writer.finish(nil)
        }
    }

    private static func events(_ items: [InboxItem]) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        for item in items {
            buffer.writeString("id: \(item.sequence)\nevent: notification\ndata: ")
            buffer.writeImmutableBuffer(try MeshJSON.encode(item))
            buffer.writeString("\n\n")
        }
        return buffer
    }
}
