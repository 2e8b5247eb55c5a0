import Foundation
import HTTPTypes
import MeshCore
import MeshRuntime

/// Gorse's users, items and feedback, over HTTP, as Gorse 0.5 names them.
struct GorseDataRoutes: Sendable {
    let store: RecommenderStore
    let counting: CountingSettings

    static let tag = "gorse"
    static let path = "/gorse/api"
    static let access = Access.role("admin")
    /// A thousand rows of a kilobyte each.
    private static let bodyLimit = 1 << 20
    static let user = Parameter.path("user", .string(1...256), "The user's id")
    static let item = Parameter.path("item", .string(1...256), "The item's id")
    private static let type = Parameter.path("type", .string(1...64), "The type of feedback")
    private static func place(_ name: String, _ meaning: String) -> Parameter {
        .path(name, .string(1...256), meaning)
    }
    static let count = Parameter.query("n", .integer(0...GorseFields.most), default: "10", "The most rows.")
    private static let cursor = Parameter.query("cursor", .string(0...2048), "Where to go on; empty for the begin.")

    func add(to api: inout API) {
        addUsers(to: &api)
        addItems(to: &api)
        addItemChanges(to: &api)
        addFeedback(to: &api)
        addFeedbackOfOne(to: &api)
    }

    private func addUsers(to api: inout API) {
        on(&api, .post, "/user", "gorseInsertUser", "Put in a user", body: GorseUser.self) { [store] body, _ in
            try await store.putGorse([body])
            return 1
        }
        on(&api, .post, "/users", "gorseInsertUsers", "Put in users", body: GorseBatch<GorseUser>.self) {
            [store] body, _ in
            try await store.putGorse(body.elements)
            return body.elements.count
        }
        on(
            &api, .patch, "/user/{user}", "gorsePatchUser", "Change a user", [Self.user], body: GorsePatch.self
        ) { [store] body, input in
            try await store.patchGorseUser(input.string("user") ?? "", body)
            return 1
        }
        ask(&api, .delete, "/user/{user}", "gorseDeleteUser", "Forget a user", [Self.user], GorseSuccess.self) {
            [store] input in
            try await store.removeGorseUser(input.string("user") ?? "")
            return GorseSuccess(rows: 1)
        }
        ask(&api, .get, "/user/{user}", "gorseUser", "A user", [Self.user], GorseUser.self, problems: [404]) {
            [store] input in
            guard let user = try store.gorseUser(input.string("user") ?? "") else {
                throw RecommenderError.userNotFound
            }
            return user
        }
        ask(&api, .get, "/users", "gorseUsers", "Users, by their ids", [Self.count, Self.cursor], GorseUsers.self) {
            [store] input in
            let count = input.integer("n") ?? 10
            let users = try await store.gorseUsers(after: try Self.keys(input, 1)?.first, limit: count)
            return GorseUsers(
                cursor: Self.cursor(users.last.map { [$0.id] }, isFull: users.count == count), users: users)
        }
    }

    private func addItems(to api: inout API) {
        ask(&api, .get, "/item/{item}", "gorseItem", "An item", [Self.item], GorseItem.self, problems: [404]) {
            [store] input in
            guard let item = try store.gorseItem(input.string("item") ?? "") else {
                throw RecommenderError.itemNotFound
            }
            return item
        }
        ask(
            &api, .get, "/items", "gorseItems", "Items, by their ids",
            [Self.count, Self.cursor, .query("q", .string(0...256), "What the id or the comment holds.")],
            GorseItems.self
        ) { [store] input in
            let count = input.integer("n") ?? 10
            let items = try await store.gorseItems(
                after: try Self.keys(input, 1)?.first, words: input.string("q"), limit: count)
            return GorseItems(
                cursor: Self.cursor(items.last.map { [$0.id] }, isFull: items.count == count), items: items)
        }
        ask(&api, .delete, "/item/{item}", "gorseDeleteItem", "Forget an item", [Self.item], GorseSuccess.self) {
            [store] input in
            try await store.removeGorseItem(input.string("item") ?? "")
            return GorseSuccess(rows: 1)
        }
    }

    private func addItemChanges(to api: inout API) {
        let limit = counting.itemLimit
        on(&api, .post, "/item", "gorseInsertItem", "Put in an item", body: GorseItem.self) { [store] body, _ in
            try await store.putGorse([try Self.checked(body)], limit: limit)
            return 1
        }
        on(&api, .post, "/items", "gorseInsertItems", "Put in items", body: GorseBatch<GorseItem>.self) {
            [store] body, _ in
            try await store.putGorse(try body.elements.map(Self.checked), limit: limit)
            return body.elements.count
        }
        on(
            &api, .patch, "/item/{item}", "gorsePatchItem", "Change an item", [Self.item], body: GorsePatch.self
        ) { [store] body, input in
            try Self.check(body.timestamp ?? "")
            try await store.patchGorseItem(input.string("item") ?? "", body, limit: limit)
            return 1
        }
    }

    private func addFeedback(to api: inout API) {
        for (method, id, words) in [
            (HTTPRequest.Method.post, "gorseInsertFeedback", "Put in feedback; what is there already stays"),
            (.put, "gorsePutFeedback", "Put in feedback, over what is there already"),
        ] {
            on(&api, method, "/feedback", id, words, body: GorseBatch<GorseFeedback>.self) {
                [store, counting] body, _ in
                for one in body.elements { try Self.check(one.timestamp) }
                return try await store.keepGorse(body.elements, overwriting: method == .put, settings: counting)
            }
        }
        for (path, id, words) in [
            ("/feedback", "gorseFeedback", "Feedback"),
            ("/feedback/{first}", "gorseFeedbackOfType", "Feedback of a type"),
        ] {
            let own = path.contains("{") ? [Self.place("first", "The type of feedback")] : []
            ask(&api, .get, path, id, words, own + [Self.count, Self.cursor], GorseFeedbacks.self) { [store] input in
                var selection = RecommenderStore.GorseSelection(type: input.string("first"))
                selection.limit = input.integer("n") ?? 10
                selection.after = try Self.keys(input, 3)
                let found = try await store.gorseFeedback(selection)
                return GorseFeedbacks(
                    cursor: Self.cursor(
                        found.last.map { [$0.type, $0.user, $0.item] }, isFull: found.count == selection.limit),
                    feedback: found)
            }
        }
    }

    private func addFeedbackOfOne(to api: inout API) {
        for (path, id, words, own) in [
            ("/user/{user}/feedback", "gorseFeedbackOfUser", "What a user did", [Self.user]),
            (
                "/user/{user}/feedback/{type}", "gorseTypedFeedbackOfUser", "What a user did, of a type",
                [Self.user, Self.type]
            ),
            ("/item/{item}/feedback", "gorseFeedbackOfItem", "What was done with an item", [Self.item]),
            (
                "/item/{item}/feedback/{type}", "gorseTypedFeedbackOfItem", "The same, of a type",
                [Self.item, Self.type]
            ),
        ] {
            ask(&api, .get, path, id, words, own, [GorseFeedback].self) { [store] input in
                try await store.gorseFeedback(
                    RecommenderStore.GorseSelection(
                        type: input.string("type"), user: input.string("user"), item: input.string("item")))
            }
        }
        addFeedbackOfPair(to: &api)
    }

    /// The router knows one name for what stands at a place, which is a type, or a user.
    private func addFeedbackOfPair(to api: inout API) {
        let pair = [Self.place("first", "The user's id"), Self.place("second", "The item's id")]
        let typed = [
            Self.place("first", "The type of feedback"), Self.place("second", "The user's id"),
            Self.place("third", "The item's id"),
        ]
        ask(
            &api, .get, "/feedback/{first}/{second}", "gorseFeedbackOfPair", "What a user did with an item", pair,
            [GorseFeedback].self
        ) { [store] input in
            try await store.gorseFeedback(
                RecommenderStore.GorseSelection(user: input.string("first"), item: input.string("second")))
        }
        ask(
            &api, .delete, "/feedback/{first}/{second}", "gorseDeleteFeedback", "Forget what a user did with an item",
            pair, GorseSuccess.self
        ) { [store] input in
            GorseSuccess(
                rows: try await store.removeGorseFeedback(
                    user: input.string("first") ?? "", item: input.string("second") ?? "", type: nil))
        }
        ask(
            &api, .delete, "/feedback/{first}/{second}/{third}", "gorseDeleteTypedFeedback",
            "Forget what a user did with an item, of a type", typed, GorseSuccess.self
        ) { [store] input in
            GorseSuccess(
                rows: try await store.removeGorseFeedback(
                    user: input.string("second") ?? "", item: input.string("third") ?? "", type: input.string("first")))
        }
    }

    // MARK: - In few words

    private func on<Body: Decodable & Described & Sendable>(
        _ api: inout API, _ method: HTTPRequest.Method, _ path: String, _ id: String, _ summary: String,
        _ parameters: [Parameter] = [], body: Body.Type,
        _ work: @escaping @Sendable (Body, OperationInput<Body>) async throws -> Int
    ) {
        api.on(
            method, Self.path + path,
            Operation(
                id: id, summary: summary, tag: Self.tag, access: Self.access, parameters: parameters,
                request: .json(Body.self, limit: Self.bodyLimit), responses: [.ok(GorseSuccess.self)], problems: [409])
        ) { input, _ in try .json(GorseSuccess(rows: try await work(input.body, input))) }
    }

    private func ask<Answer: Encodable & Described>(
        _ api: inout API, _ method: HTTPRequest.Method, _ path: String, _ id: String, _ summary: String,
        _ parameters: [Parameter], _ answer: Answer.Type, problems: [Int] = [],
        _ work: @escaping @Sendable (OperationInput<NoContent>) async throws -> Answer
    ) {
        api.on(
            method, Self.path + path,
            Operation(
                id: id, summary: summary, tag: Self.tag, access: Self.access, parameters: parameters,
                responses: [.ok(Answer.self)], problems: problems)
        ) { input, _ in try .json(try await work(input)) }
    }

    /// What a cursor holds; nil for the begin.
    private static func keys(_ input: OperationInput<NoContent>, _ count: Int) throws -> [String]? {
        guard let text = input.string("cursor"), !text.isEmpty else { return nil }
        // What is wrong with it does not matter.
        guard let data = Data(base64Encoded: text), let keys = try? JSONDecoder().decode([String].self, from: data),
            keys.count == count
        else {
            throw RecommenderError.invalid([
                FieldError(field: "cursor", code: "malformed", message: "Send the Cursor of the page before.")
            ])
        }
        return keys
    }

    private static func cursor(_ keys: [String]?, isFull: Bool) -> String {
        guard isFull, let keys else { return "" }
        return Data(JSONValue.array(keys.map { .string($0) }).utf8).base64EncodedString()
    }

    private static func checked(_ item: GorseItem) throws -> GorseItem {
        try check(item.timestamp)
        return item
    }

    private static func check(_ timestamp: String) throws {
        guard !timestamp.isEmpty, GorseTime.read(timestamp) == nil else { return }
        throw RecommenderError.invalid([
            FieldError(field: "Timestamp", code: "malformed", message: "Write it as 2026-11-22T08:30:00Z.")
        ])
    }
}
